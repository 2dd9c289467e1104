/** The value of one key of a GGUF's metadata. */
import type { ChunkedReader } from "./chunked-reader.js";
import type { GgufArray, GgufEntry, GgufScalar, GgufScalarType } from "./gguf-header.js";

/** By their numbers in the file. */
const valueTypes = [
  "uint8",
  "int8",
  "uint16",
  "int16",
  "uint32",
  "int32",
  "float32",
  "bool",
  "string",
  "array",
  "uint64",
  "int64",
  "float64",
] as const satisfies readonly (GgufScalarType | "array")[];

type NumberType = Exclude<GgufScalarType, "string">;

/** Bytes of each, and how one is read. */
const numbers: {
  readonly [T in NumberType]: readonly [bytes: number, read: (view: DataView, at: number) => number | bigint];
} = {
  uint8: [1, (view, at) => view.getUint8(at)],
  int8: [1, (view, at) => view.getInt8(at)],
  uint16: [2, (view, at) => view.getUint16(at, true)],
  int16: [2, (view, at) => view.getInt16(at, true)],
  uint32: [4, (view, at) => view.getUint32(at, true)],
  int32: [4, (view, at) => view.getInt32(at, true)],
  float32: [4, (view, at) => view.getFloat32(at, true)],
  bool: [1, (view, at) => view.getUint8(at)],
  uint64: [8, (view, at) => numberIfExact(view.getBigUint64(at, true))],
  int64: [8, (view, at) => numberIfExact(view.getBigInt64(at, true))],
  float64: [8, (view, at) => view.getFloat64(at, true)],
};

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

async function readType(reader: ChunkedReader, what: string): Promise<(typeof valueTypes)[number]> {
  const id = await reader.uint32(`the type of ${what}`);
  const type = valueTypes[id];
  if (type === undefined) throw reader.broken(`${what} of a type from 0 to ${valueTypes.length - 1}`, `type ${id}`);
  return type;
}

async function readScalar(reader: ChunkedReader, type: GgufScalarType, what: string): Promise<GgufScalar> {
  if (type === "string") return reader.text(what);
  const [bytes, read] = numbers[type];
  const value = read(await reader.take(bytes, what), 0);
  if (type !== "bool") return value;
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
  const [bytes, read] = numbers[elementType];
  if (length > longestKeptArray || depth > 1) {
    reader.skip(length * bytes, what);
    return { elementType, length, values: null };
  }
  const view = await reader.take(length * bytes, what);
  return { elementType, length, values: Array.from({ length }, (_, index) => Number(read(view, index * bytes))) };
}

function numberIfExact(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
