/** The tensors of a model's safetensors files as numbers, each read when its values are asked for. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { ByteSource } from "../byte-source.js";
import { floatFormats } from "../tensors/float-formats.js";
import type { ModelTensor } from "../tensors/model-tensor.js";
import { readValues } from "../tensors/read-values.js";
import { readSafetensorsHeaderFrom } from "./read-safetensors-header-from.js";

/**
 * Reads the headers alone.
 * @param sources the file, or every shard of a model in any order; they stay open for as long as values are asked for.
 * @returns by name, in the order of the files.
 */
export async function readSafetensorsTensors(sources: Iterable<ByteSource>): Promise<ReadonlyMap<string, ModelTensor>> {
  const tensors = new Map<string, ModelTensor>();
  for (const source of sources) {
    const { entries } = await readSafetensorsHeaderFrom(source);
    for (const [name, { dtype, shape, begin, end }] of entries) {
      if (tensors.has(name))
        throw new ResonanceError({
          kind: "invalid-file",
          where: "readSafetensorsTensors",
          expected: "each tensor in one file",
          received: `${name.slice(0, 80)} again in ${source.name}`,
        });
      const place = { name, type: dtype, begin, end };
      tensors.set(name, {
        name,
        shape,
        type: dtype,
        isReadable: floatFormats.has(dtype),
        values: () => readValues(source, place, floatFormats),
      });
    }
  }
  return tensors;
}
