/** Tensors as the bytes of a file's data, one after the other, a chunk at a time. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { NewTensor } from "./new-tensor.js";
import type { EncodeValues, ValueFormat } from "./value-format.js";

/** Values encoded at once: whole blocks of every format. */
const chunkValues = 2 ** 18;

/** A tensor, what holds it, and the bytes that takes. */
export interface PlannedTensor<Type extends string = string> {
  readonly tensor: NewTensor<Type>;
  readonly format: ValueFormat;
  readonly encode: EncodeValues;
  readonly count: number;
  readonly byteLength: number;
}

/**
 * Holds a tensor to what a file can say, before any value is asked for.
 * @param where the public function that is told.
 */
export function planTensor<Type extends string>(
  tensor: NewTensor<Type>,
  formats: ReadonlyMap<string, ValueFormat>,
  where: string,
): PlannedTensor<Type> {
  const { name, shape, type } = tensor;
  const unfit = (expected: string, received: string): ResonanceError =>
    new ResonanceError({ kind: "invalid-argument", where, expected, received });
  const format = formats.get(type);
  if (format === undefined || format.encode === null) {
    const written = [...formats.values()].filter(({ encode }) => encode !== null).map((each) => each.name);
    throw unfit(`tensor ${name} in a type that can be written, ${written.join(", ")}`, type);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  const { elementsPerBlock, bytesPerBlock } = format;
  if (shape.some((size) => !Number.isSafeInteger(size) || size < 0) || !Number.isSafeInteger(count * bytesPerBlock))
    throw unfit(`tensor ${name} of a shape of whole numbers, below 2^53 bytes`, `[${shape.join(", ")}]`);
  const rowLength = shape.at(-1) ?? 1;
  if (rowLength % elementsPerBlock !== 0)
    throw unfit(`tensor ${name} with rows of whole blocks, ${elementsPerBlock} values of ${type} each`, `${rowLength}`);
  return { tensor, format, encode: format.encode, count, byteLength: (count / elementsPerBlock) * bytesPerBlock };
}

/** @throws ResonanceError of kind `invalid-argument` for a value that the type cannot hold. */
export async function* encodedChunks(
  { tensor, format, encode, count }: PlannedTensor,
  where: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { name, shape, type } = tensor;
  const unfit = (expected: string, received: string, remedy?: string): ResonanceError =>
    new ResonanceError({ kind: "invalid-argument", where, expected, received, remedy });
  const values = await tensor.values();
  if (values.length !== count)
    throw unfit(`${count} values for tensor ${name} of shape [${shape.join(", ")}]`, `${values.length}`);
  for (let from = 0; from < count; from += chunkValues) {
    const chunk = values.subarray(from, from + chunkValues);
    const bytes = new Uint8Array((chunk.length / format.elementsPerBlock) * format.bytesPerBlock);
    const lost = encode(chunk, new DataView(bytes.buffer));
    if (lost !== -1)
      throw unfit(
        `values of tensor ${name} that ${type} can hold`,
        `${chunk[lost]} at ${from + lost}`,
        "write it as F32",
      );
    yield bytes;
  }
}
