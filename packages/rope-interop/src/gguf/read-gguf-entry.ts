/** The value of one key of a GGUF's metadata. */
import type { ChunkedReader } from "./chunked-reader.js";
import { type GgufArray, type GgufEntry, type GgufScalar, type GgufScalarType, ggufValueTypes } from "./gguf-header.js";
import { numberTypes } from "./number-types.js";

const longestKeptArray = 1024;
const deepestArray = 4;

/** Reads what follows a key: type and value. */
export async function readGgufEntry(reader: ChunkedReader, begin: number, key: string): Promise<GgufEntry> {
  const keyEnd = reader.at;
  const what = `the value of ${JSON.stringify(key.slice(0, 80))}`;
  const type = await readType(reader, what);
  if (type === "array") {
    const value = await readArray(reader, what, 1);
    return { type, value, begin, keyEnd, end: reader.at };
  }
  const value = await readScalar(reader, type, what);
  return { type, value, begin, keyEnd, end: reader.at };
}

async function readType(reader: ChunkedReader, what: string): Promise<GgufScalarType | "array"> {
  const id = await reader.uint32(`the type of ${what}`);
  const type = ggufValueTypes[id];
  if (type === undefined) throw reader.broken(`${what} of a type from 0 to ${ggufValueTypes.length - 1}`, `type ${id}`);
  return type;
}

async function readScalar(reader: ChunkedReader, type: GgufScalarType, what: string): Promise<GgufScalar> {
  if (type === "string") return reader.text(what);
  if (type !== "bool") return numberTypes[type].read(await reader.take(numberTypes[type].bytes, what), 0);
  const value = (await reader.take(1, what)).getUint8(0);
  if (value !== 0 && value !== 1) throw reader.broken(`${what} to be 0 or 1, a bool`, `${value}`);
  return value === 1;
}

async function readArray(reader: ChunkedReader, what: string, depth: number): Promise<GgufArray> {
  if (depth > deepestArray) throw reader.broken(`lists nested at most ${deepestArray} deep`, `${what}, deeper`);
  const elementType = await readType(reader, `elements of ${what}`);
  const length = await reader.size(`the length of ${what}`);
  if (elementType === "array") {
    reader.requireRoom(length * 12, what);
    for (let index = 0; index < length; index++) await readArray(reader, what, depth + 1);
    return { elementType, length, values: null };
  }
  if (elementType === "string") {
    reader.requireRoom(length * 8, what);
    await reader.skipStrings(length, what);
    return { elementType, length, values: null };
  }
  const { bytes, read } = elementType === "bool" ? numberTypes.uint8 : numberTypes[elementType];
  if (length > longestKeptArray || depth > 1) {
    reader.skip(length * bytes, what);
    return { elementType, length, values: null };
  }
  const view = await reader.take(length * bytes, what);
  return { elementType, length, values: Array.from({ length }, (_, index) => Number(read(view, index * bytes))) };
}
