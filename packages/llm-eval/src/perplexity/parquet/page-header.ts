import type { ThriftReader } from "./thrift-reader.js";

/** PageHeader of parquet.thrift, whose numbers of fields and of kinds are here. */
export interface PageHeader {
  readonly kind: "data" | "data-v2" | "dictionary" | "other";
  /** In bytes, as it stands in the file. */
  readonly compressedSize: number;
  /** In bytes, once it is no longer compressed. */
  readonly size: number;
  readonly values: number;
  readonly encoding: number;
  /** Of the levels of a page of the first kind. */
  readonly levelEncoding: number;
  /** Of a page of the second kind. */
  readonly definitionsSize: number;
  readonly repetitionsSize: number;
  readonly isCompressed: boolean;
}

const kinds = ["data", "other", "dictionary", "data-v2"] as const;

export function readPageHeader(reader: ThriftReader): PageHeader {
  let [kind, size, compressedSize, values, encoding] = [-1, -1, -1, -1, -1];
  let [levelEncoding, definitionsSize, repetitionsSize, isCompressed] = [-1, 0, 0, true];
  const readValues = (type: number) => (values = reader.length(type));
  const readEncoding = (type: number) => (encoding = reader.length(type));
  const ofFirstKind = {
    1: readValues,
    2: readEncoding,
    3: (type: number) => (levelEncoding = reader.length(type)),
  };
  const ofSecondKind = {
    1: readValues,
    4: readEncoding,
    5: (type: number) => (definitionsSize = reader.length(type)),
    6: (type: number) => (repetitionsSize = reader.length(type)),
    7: (type: number) => (isCompressed = reader.boolean(type)),
  };
  reader.struct({
    1: (type) => (kind = reader.length(type)),
    2: (type) => (size = reader.length(type)),
    3: (type) => (compressedSize = reader.length(type)),
    5: (type) => reader.struct(ofFirstKind, type),
    7: (type) => reader.struct({ 1: readValues, 2: readEncoding }, type),
    8: (type) => reader.struct(ofSecondKind, type),
  });
  const name = kinds[kind] ?? "other";
  const isWhole = [size, compressedSize, ...(name === "other" ? [] : [values, encoding])].every(
    (number) => number >= 0,
  );
  if (!isWhole) throw new Error("a page header without its lengths");
  const sizes = { compressedSize, size, values, encoding, levelEncoding, definitionsSize, repetitionsSize };
  return { kind: name, ...sizes, isCompressed };
}
