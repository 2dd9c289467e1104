/** What `readGgufHeader` finds in a file: metadata, tensors, and where in the file each of them stands. */
import type { GgmlType } from "./ggml-type.js";

/** By their numbers in the file. */
export const ggufValueTypes = [
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
] as const;

export type GgufScalarType = Exclude<(typeof ggufValueTypes)[number], "array">;

/** 64-bit whole numbers are numbers where those are exact, and bigints from 2^53. */
export type GgufScalar = string | boolean | number | bigint;

export interface GgufArray {
  readonly elementType: GgufScalarType | "array";
  readonly length: number;
  /** The elements, of a list of at most 1024 numbers; null of longer lists, and of lists of anything else. */
  readonly values: readonly number[] | null;
}

/** One key of the metadata. Positions count bytes from the start of the file. */
export type GgufEntry = {
  /** First byte of the record: key, type, value. */
  readonly begin: number;
  /** The byte after the key. */
  readonly keyEnd: number;
  /** The byte after the value. */
  readonly end: number;
} & (
  | { readonly type: GgufScalarType; readonly value: GgufScalar }
  | { readonly type: "array"; readonly value: GgufArray }
);

export interface GgufTensor {
  readonly type: GgmlType;
  /** Up to four sizes, the contiguous dimension first: a matrix of m rows of n numbers is [n, m]. */
  readonly shape: readonly number[];
  /** First byte of the data, counted from the start of the file. */
  readonly begin: number;
  /** The byte after the last. */
  readonly end: number;
  /** First byte of the record: name, shape, type, offset. */
  readonly recordBegin: number;
  readonly recordEnd: number;
}

/** The place of a file among those that hold one model. */
export interface GgufSplit {
  /** From 0. */
  readonly index: number;
  readonly count: number;
  /** Tensors in all of the files together. */
  readonly tensorCount: number;
}

export interface GgufHeader {
  /** Name of the source, for messages. */
  readonly name: string;
  readonly version: 2 | 3;
  readonly fileLength: number;
  /** Of each tensor's data, in bytes; a power of two. */
  readonly alignment: number;
  /** By key, in the order of the file. */
  readonly entries: ReadonlyMap<string, GgufEntry>;
  /** By name, in the order of the file, which is also that of their data. */
  readonly tensors: ReadonlyMap<string, GgufTensor>;
  readonly split: GgufSplit | null;
  /** Where the records of tensors begin. */
  readonly tensorRecordsBegin: number;
  /** The byte after the last record. */
  readonly headerEnd: number;
  /** Where tensors' data begins: `headerEnd`, aligned. */
  readonly dataBegin: number;
  /** The byte after the last tensor's data, not padded. */
  readonly dataEnd: number;
}

/** The next multiple of the alignment. */
export function alignUp(position: number, alignment: number): number {
  return Math.ceil(position / alignment) * alignment;
}
