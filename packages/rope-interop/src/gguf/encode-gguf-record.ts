/** Records of a GGUF's header as bytes: a key with a single value, and a tensor. */
import { ResonanceError } from "@resonance-rope/contracts";
import { type GgufScalar, type GgufScalarType, ggufValueTypes } from "./gguf-header.js";
import { numberTypes } from "./number-types.js";

/** A value that a rewrite sets. */
export interface GgufValue {
  readonly type: GgufScalarType;
  readonly value: GgufScalar;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Key, type, value. */
export function encodeEntry(key: string, value: GgufValue): Bytes {
  return join(encodeString(key), encodeNumber("uint32", ggufValueTypes.indexOf(value.type)), encodeValue(key, value));
}

/** Name, shape, type, and the offset from the start of the data. */
export function encodeTensor(name: string, shape: readonly number[], typeId: number, offset: number): Bytes {
  return join(
    encodeString(name),
    encodeNumber("uint32", shape.length),
    ...shape.map((size) => encodeNumber("uint64", size)),
    encodeNumber("uint32", typeId),
    encodeNumber("uint64", offset),
  );
}

export function encodeString(text: string): Bytes {
  const bytes = new TextEncoder().encode(text);
  return join(encodeNumber("uint64", bytes.length), bytes);
}

export function encodeNumber(type: keyof typeof numberTypes, value: number | bigint): Bytes {
  const { bytes, write } = numberTypes[type];
  const view = new DataView(new ArrayBuffer(bytes));
  write(view, value);
  return new Uint8Array(view.buffer);
}

function encodeValue(key: string, { type, value }: GgufValue): Bytes {
  if (type === "string" && typeof value === "string") return encodeString(value);
  if (type === "bool" && typeof value === "boolean") return Uint8Array.of(value ? 1 : 0);
  if (type !== "string" && type !== "bool" && (typeof value === "number" || typeof value === "bigint")) {
    const isFloat = type === "float32" || type === "float64";
    if (isFloat ? Number.isFinite(Number(value)) : Number.isInteger(Number(value))) {
      const bytes = encodeNumber(type, value);
      // What wraps around or loses digits comes back as another number.
      const back = numberTypes[type].read(new DataView(bytes.buffer), 0);
      if (isFloat ? Number.isFinite(back) : BigInt(back) === BigInt(value)) return bytes;
    }
  }
  const received = String(value).slice(0, 40);
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "encodeEntry",
    expected: `${key} to fit a ${type}`,
    received,
  });
}

function join(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
