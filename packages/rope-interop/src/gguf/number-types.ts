/** The number types of a GGUF's metadata: how wide each is, how one is read and how one is written. */
import type { GgufScalarType } from "./gguf-header.js";

export type NumberType = Exclude<GgufScalarType, "string" | "bool">;

interface NumberCodec {
  readonly bytes: number;
  read(view: DataView, at: number): number | bigint;
  write(view: DataView, value: number | bigint): void;
}

export const numberTypes: { readonly [T in NumberType]: NumberCodec } = {
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at), write: (view, value) => view.setUint8(0, Number(value)) },
  int8: { bytes: 1, read: (view, at) => view.getInt8(at), write: (view, value) => view.setInt8(0, Number(value)) },
  uint16: {
    bytes: 2,
    read: (view, at) => view.getUint16(at, true),
    write: (view, value) => view.setUint16(0, Number(value), true),
  },
  int16: {
    bytes: 2,
    read: (view, at) => view.getInt16(at, true),
    write: (view, value) => view.setInt16(0, Number(value), true),
  },
  uint32: {
    bytes: 4,
    read: (view, at) => view.getUint32(at, true),
    write: (view, value) => view.setUint32(0, Number(value), true),
  },
  int32: {
    bytes: 4,
    read: (view, at) => view.getInt32(at, true),
    write: (view, value) => view.setInt32(0, Number(value), true),
  },
  uint64: {
    bytes: 8,
    read: (view, at) => numberIfExact(view.getBigUint64(at, true)),
    write: (view, value) => view.setBigUint64(0, BigInt(value), true),
  },
  int64: {
    bytes: 8,
    read: (view, at) => numberIfExact(view.getBigInt64(at, true)),
    write: (view, value) => view.setBigInt64(0, BigInt(value), true),
  },
  float32: {
    bytes: 4,
    read: (view, at) => view.getFloat32(at, true),
    write: (view, value) => view.setFloat32(0, Number(value), true),
  },
  float64: {
    bytes: 8,
    read: (view, at) => view.getFloat64(at, true),
    write: (view, value) => view.setFloat64(0, Number(value), true),
  },
};

function numberIfExact(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
