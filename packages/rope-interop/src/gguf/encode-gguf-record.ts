/** Records of a GGUF's header as bytes: a key with its value, and a tensor. */
import { ResonanceError } from "@resonance-rope/contracts";
import { joinBytes } from "../join-bytes.js";
import { type GgufScalarType, ggufValueTypes } from "./gguf-header.js";
import type { GgufMetadataValue, GgufValue } from "./gguf-metadata.js";
import { numberTypes } from "./number-types.js";

type Bytes = Uint8Array<ArrayBuffer>;

/** Key, type, value. */
export function encodeEntry(key: string, value: GgufMetadataValue): Bytes {
  if (value.type === "copied") return joinBytes([encodeString(key), value.bytes]);
  const head = [encodeString(key), encodeType(value.type)];
  if (value.type !== "array") return joinBytes([...head, encodeValue(key, value)]);
  const { elementType: type, values } = value;
  head.push(encodeType(type), encodeNumber("uint64", values.length));
  return joinBytes([...head, ...values.map((element) => encodeValue(key, { type, value: element }))]);
}

/** Name, shape, type, and the offset from the start of the data. */
export function encodeTensor(name: string, shape: readonly number[], typeId: number, offset: number): Bytes {
  return joinBytes([
    encodeString(name),
    encodeNumber("uint32", shape.length),
    ...shape.map((size) => encodeNumber("uint64", size)),
    encodeNumber("uint32", typeId),
    encodeNumber("uint64", offset),
  ]);
}

export function encodeString(text: string): Bytes {
  const bytes = new TextEncoder().encode(text);
  return joinBytes([encodeNumber("uint64", bytes.length), bytes]);
}

export function encodeNumber(type: keyof typeof numberTypes, value: number | bigint): Bytes {
  const { bytes, write } = numberTypes[type];
  const view = new DataView(new ArrayBuffer(bytes));
  write(view, value);
  return new Uint8Array(view.buffer);
}

function encodeType(type: GgufScalarType | "array"): Bytes {
  return encodeNumber("uint32", ggufValueTypes.indexOf(type));
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
