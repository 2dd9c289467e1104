/** The weights of a LLaMA-family model as tensors of a file, each brought into the file's form when it is written. */
import type { PairLayout } from "@resonance-rope/rope-core";
import type { NewTensor } from "@resonance-rope/rope-interop";
import * as tf from "@tensorflow/tfjs-core";
import { type LlamaFileFormat, llamaFileName } from "./llama-file-names.js";
import { type LlamaParameter, fileShape, hasPairs, isTransposedInFiles, llamaParameters } from "./llama-parameters.js";
import type { Llama } from "./load-llama-weights.js";
import { movePairs } from "./move-pairs.js";

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
    const shape = fileShape(parameter);
    return {
      name: llamaFileName(parameter.name, format),
      shape,
      type: typeOf(parameter),
      async values() {
        const tensor = weights.get(parameter.name) as tf.Tensor;
        const isTransposed = isTransposedInFiles(parameter);
        const stored = isTransposed ? tf.transpose(tensor) : tensor;
        const values = (await stored.data()) as Float32Array;
        if (isTransposed) stored.dispose();
        if (!hasPairs(parameter)) return values;
        // What a backend gives may be what it computes with.
        const moved = values.slice();
        movePairs(moved, shape[0] as number, rope, pairLayout);
        return moved;
      },
    };
  });
}
