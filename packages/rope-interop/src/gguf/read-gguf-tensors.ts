/** The records of a GGUF's tensors, held to what llama.cpp asks of their places. */
import type { ChunkedReader } from "./chunked-reader.js";
import { type GgmlType, ggmlTypes } from "./ggml-type.js";
import { alignUp } from "./gguf-header.js";

export interface GgufTensorRecord {
  readonly name: string;
  readonly type: GgmlType;
  readonly shape: readonly number[];
  /** Counted from the start of the data. */
  readonly offset: number;
  readonly byteLength: number;
  readonly recordBegin: number;
  readonly recordEnd: number;
}

const mostTensors = 2 ** 20;
const mostDimensions = 4;
const longestName = 2 ** 16 - 1;
/** Lengths of the name, the count of dimensions, type and offset. */
const shortestRecord = 8 + 4 + 4 + 8;

export async function readGgufTensors(
  reader: ChunkedReader,
  count: number,
  alignment: number,
): Promise<readonly GgufTensorRecord[]> {
  reader.requireRoom(count * shortestRecord, `${count} tensors`);
  if (count > mostTensors) throw reader.broken(`at most ${mostTensors} tensors`, `${count}`);
  const records: GgufTensorRecord[] = [];
  const names = new Set<string>();
  let nextOffset = 0;
  for (let index = 0; index < count; index++) {
    const record = await readRecord(reader);
    const { name, offset, byteLength } = record;
    if (names.has(name)) throw reader.broken("each tensor once", `${show(name)} twice`);
    // Neither holes nor overlaps: llama.cpp adds the sizes up in this order and refuses any other offset.
    if (offset !== nextOffset)
      throw reader.broken(`tensor ${show(name)} at offset ${nextOffset}, aligned after the one before it`, `${offset}`);
    nextOffset = alignUp(offset + byteLength, alignment);
    if (!Number.isSafeInteger(nextOffset))
      throw reader.broken("tensors below 2^53 bytes", `${show(name)} that ends beyond`);
    names.add(name);
    records.push(record);
  }
  return records;
}

async function readRecord(reader: ChunkedReader): Promise<GgufTensorRecord> {
  const recordBegin = reader.at;
  const name = await reader.identifier(longestName, "a tensor's name");
  const dimensions = await reader.uint32(`the count of dimensions of ${show(name)}`);
  if (dimensions > mostDimensions)
    throw reader.broken(`tensor ${show(name)} of at most ${mostDimensions} dimensions`, `${dimensions}`);
  const shape: number[] = [];
  for (let axis = 0; axis < dimensions; axis++) shape.push(await reader.size(`a size of tensor ${show(name)}`));
  const id = await reader.uint32(`the type of tensor ${show(name)}`);
  const type = ggmlTypes.get(id);
  if (type === undefined)
    throw reader.broken(
      `tensor ${show(name)} of a type that ggml has, ${[...ggmlTypes.keys()].join(", ")}`,
      `type ${id}`,
    );
  const offset = await reader.size(`the offset of tensor ${show(name)}`);
  const byteLength = byteLengthOf(reader, name, shape, type);
  return { name, type, shape, offset, byteLength, recordBegin, recordEnd: reader.at };
}

function byteLengthOf(reader: ChunkedReader, name: string, shape: readonly number[], type: GgmlType): number {
  const rowLength = shape[0] ?? 1;
  if (rowLength % type.elementsPerBlock !== 0)
    throw reader.broken(
      `tensor ${show(name)} with rows of whole blocks, ${type.elementsPerBlock} elements of ${type.name} each`,
      `rows of ${rowLength}`,
    );
  let bytes = (rowLength / type.elementsPerBlock) * type.bytesPerBlock;
  for (const size of shape.slice(1)) {
    bytes *= size;
    if (!Number.isSafeInteger(bytes))
      throw reader.broken(`tensor ${show(name)} below 2^53 bytes`, `[${shape.join(", ")}]`);
  }
  return bytes;
}

function show(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}
