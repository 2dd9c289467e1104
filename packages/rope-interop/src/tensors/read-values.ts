/** The values of one tensor out of a file, without the file, nor the tensor's own bytes, ever whole in memory. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { ByteSource } from "../byte-source.js";
import type { ValueFormat } from "./value-format.js";

const where = "values";
/** In bytes: what stays in a processor's cache between being read and being decoded. */
const chunkBytes = 2 ** 20;

/** Where a tensor stands and what its values are called in messages. */
export interface TensorPlace {
  readonly name: string;
  readonly type: string;
  readonly begin: number;
  readonly end: number;
}

/** @param formats those that the file's format can have, by name. */
export async function readValues(
  source: ByteSource,
  { name, type, begin, end }: TensorPlace,
  formats: ReadonlyMap<string, ValueFormat>,
): Promise<Float32Array<ArrayBuffer>> {
  const format = formats.get(type);
  if (format === undefined)
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `tensor ${name} of ${source.name} in a type that can be read, ${[...formats.keys()].join(", ")}`,
      received: type,
    });
  const { elementsPerBlock, bytesPerBlock } = format;
  const values = allocate(((end - begin) / bytesPerBlock) * elementsPerBlock, name);
  const step = Math.floor(chunkBytes / bytesPerBlock) * bytesPerBlock;
  for (let at = begin, to = 0; at < end; at += step) {
    const chunkEnd = Math.min(end, at + step);
    const { buffer, byteOffset, byteLength } = await source.read(at, chunkEnd);
    // Zeros would pass for weights.
    if (byteLength !== chunkEnd - at)
      throw new ResonanceError({
        kind: "invalid-file",
        where,
        expected: `bytes ${at} to ${chunkEnd} of ${source.name}, of tensor ${name}`,
        received: `${byteLength} of them`,
      });
    const count = (byteLength / bytesPerBlock) * elementsPerBlock;
    format.decode(new DataView(buffer, byteOffset, byteLength), values.subarray(to, to + count));
    to += count;
  }
  return values;
}

/** The file holds the values, so it is no small file that asks for much; yet memory may be short. */
function allocate(count: number, name: string): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(count);
  } catch (cause) {
    throw new ResonanceError({
      kind: "unavailable",
      where,
      expected: `memory for the ${count} values of ${name}`,
      received: "no such room in one array",
      cause,
    });
  }
}
