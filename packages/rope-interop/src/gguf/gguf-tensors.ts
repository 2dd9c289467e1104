/** The tensors of a GGUF as numbers: quantised ones are dequantised, each when its values are asked for. */
import type { ModelTensor } from "../tensors/model-tensor.js";
import { readValues } from "../tensors/read-values.js";
import { ggmlFormats } from "./quantization/ggml-formats.js";
import type { GgufModel } from "./read-gguf-model.js";

/** By name, of all parts, in the order of the files. The sources stay open for as long as values are asked for. */
export function ggufTensors({ parts }: Pick<GgufModel, "parts">): ReadonlyMap<string, ModelTensor> {
  const tensors = new Map<string, ModelTensor>();
  for (const { source, header } of parts)
    for (const [name, { type, shape, begin, end }] of header.tensors) {
      const place = { name, type: type.name, begin, end };
      tensors.set(name, {
        name,
        shape: shape.toReversed(),
        type: type.name,
        isReadable: ggmlFormats.has(type.name),
        values: () => readValues(source, place, ggmlFormats),
      });
    }
  return tensors;
}
