/** The weights of a LLaMA-family model as tensors of a file, each brought into the file's form when it is written. */
import type { PairLayout } from "@resonance-rope/rope-core";
import type { NewTensor } from "@resonance-rope/rope-interop";
import type * as tf from "@tensorflow/tfjs-core";
import { fileValues } from "./file-values.js";
import { type LlamaFileFormat, llamaFileName } from "./llama-file-names.js";
import { type LlamaParameter, fileShape, hasPairs, isTransposedInFiles, llamaParameters } from "./llama-parameters.js";
import type { Llama } from "./load-llama-weights.js";

export interface LlamaFileTensorsOptions<Type extends string> {
  readonly format: LlamaFileFormat;
  /** That the file is to have. */
  readonly pairLayout: PairLayout;
  readonly typeOf: (parameter: LlamaParameter) => Type;
}

export function llamaFileTensors<Type extends string>(
  { config, rope, weights }: Llama,
  { format, pairLayout, typeOf }: LlamaFileTensorsOptions<Type>,
): NewTensor<Type>[] {
  return llamaParameters(config, rope.headDimension).map((parameter) => {
    return {
      name: llamaFileName(parameter.name, format),
      shape: fileShape(parameter),
      type: typeOf(parameter),
      values: () =>
        fileValues(weights.get(parameter.name) as tf.Tensor, {
          isTransposed: isTransposedInFiles(parameter),
          pairs: hasPairs(parameter) ? { rope, to: pairLayout } : null,
        }),
    };
  });
}
