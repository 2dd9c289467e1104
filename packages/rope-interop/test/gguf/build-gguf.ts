/**
 * Tiny GGUF files for tests, written from the format's description alone: nothing of the reader or the rewriter
 * under test is used. Every field can be written wrong.
 */
import type { RandomSource } from "@resonance-rope/contracts";
import { joinBytes } from "../../src/join-bytes.js";

export type Field =
  | { readonly type: "u8" | "u16" | "i32" | "u32" | "f32" | "bool"; readonly value: number }
  | { readonly type: "u64"; readonly value: bigint }
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "texts"; readonly value: readonly string[] }
  | { readonly type: "u32s"; readonly value: readonly number[] }
  | { readonly type: "f32s"; readonly value: readonly number[] }
  /** Type number and value as they are to stand in the file. */
  | { readonly type: "raw"; readonly value: Uint8Array };

export const text = (value: string): Field => ({ type: "text", value });
export const float = (value: number): Field => ({ type: "f32", value });
export const whole = (value: number): Field => ({ type: "u32", value });

export interface BuiltTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Number in the file; default 0, F32. */
  readonly type?: number;
  readonly data: Uint8Array;
  /** Default: where it stands. */
  readonly offset?: bigint;
}

export interface BuiltGguf {
  readonly version?: number;
  readonly alignment?: number;
  readonly fields: Iterable<readonly [string | Uint8Array, Field]>;
  readonly tensors?: readonly BuiltTensor[];
  readonly tensorCount?: bigint;
  readonly fieldCount?: bigint;
}

const typeNumbers = { u8: 0, u16: 2, u32: 4, i32: 5, f32: 6, bool: 7, text: 8, u64: 10 } as const;

export function buildGguf({
  version = 3,
  alignment = 32,
  fields,
  tensors = [],
  tensorCount,
  fieldCount,
}: BuiltGguf): Uint8Array<ArrayBuffer> {
  const records = [...fields].map(([key, field]) =>
    concat(typeof key === "string" ? textBytes(key) : bytesWithLength(key), fieldBytes(field)),
  );
  const infos: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  let at = 0;
  for (const { name, shape, type = 0, data: bytes, offset = BigInt(at) } of tensors) {
    infos.push(
      concat(textBytes(name), u32(shape.length), ...shape.map((size) => u64(BigInt(size))), u32(type), u64(offset)),
    );
    const padding = -bytes.length & (alignment - 1);
    data.push(bytes, new Uint8Array(padding));
    at += bytes.length + padding;
  }
  const head = concat(
    new TextEncoder().encode("GGUF"),
    u32(version),
    u64(tensorCount ?? BigInt(tensors.length)),
    u64(fieldCount ?? BigInt(records.length)),
    ...records,
    ...infos,
  );
  return concat(head, new Uint8Array(-head.length & (alignment - 1)), ...data);
}

export function f32Bytes(values: Iterable<number>): Uint8Array {
  return concat(...Array.from(values, f32));
}

export function randomBytes(random: RandomSource, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.integer(256));
}

export const u32 = (value: number): Uint8Array => numberBytes(4, (view) => view.setUint32(0, value, true));
export const u64 = (value: bigint): Uint8Array => numberBytes(8, (view) => view.setBigUint64(0, value, true));
const f32 = (value: number): Uint8Array => numberBytes(4, (view) => view.setFloat32(0, value, true));

export const textBytes = (value: string): Uint8Array => bytesWithLength(new TextEncoder().encode(value));
const bytesWithLength = (bytes: Uint8Array): Uint8Array => concat(u64(BigInt(bytes.length)), bytes);

function fieldBytes(field: Field): Uint8Array {
  if (field.type === "raw") return field.value;
  if (field.type === "texts" || field.type === "u32s" || field.type === "f32s") return listBytes(field);
  return concat(u32(typeNumbers[field.type]), scalarBytes(field));
}

type List = Extract<Field, { readonly type: "texts" | "u32s" | "f32s" }>;
type Scalar = Exclude<Field, List | { readonly type: "raw" }>;

function listBytes(field: List): Uint8Array {
  const elements =
    field.type === "texts" ? field.value.map(textBytes) : field.value.map(field.type === "u32s" ? u32 : f32);
  const elementType = typeNumbers[({ texts: "text", u32s: "u32", f32s: "f32" } as const)[field.type]];
  return concat(u32(9), u32(elementType), u64(BigInt(elements.length)), ...elements);
}

function scalarBytes(field: Scalar): Uint8Array {
  switch (field.type) {
    case "text":
      return textBytes(field.value);
    case "u64":
      return u64(field.value);
    case "f32":
      return f32(field.value);
    case "u32":
      return u32(field.value);
    case "i32":
      return numberBytes(4, (view) => view.setInt32(0, field.value, true));
    case "u16":
      return numberBytes(2, (view) => view.setUint16(0, field.value, true));
    case "u8":
    case "bool":
      return Uint8Array.of(field.value);
  }
}

function numberBytes(length: number, write: (view: DataView) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  write(view);
  return new Uint8Array(view.buffer);
}

export const concat = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => joinBytes(parts);
