/**
 * The header of a safetensors file as the reference library writes it, byte for byte: tensors from the widest
 * dtype to the narrowest and by name within one, so that each starts on a multiple of its element's width, and
 * padded with spaces so that the data starts on a multiple of 8. Metadata, for which that library has no fixed
 * order, goes by key.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import { type SafetensorsDtype, safetensorsDtypes } from "./safetensors-tensor.js";

interface Described {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  readonly byteLength: number;
}

/** @param sorted in the order of `inFileOrder`. */
export function encodeSafetensorsHeader(
  sorted: readonly Described[],
  metadata: Readonly<Record<string, string>>,
  where: string,
): Uint8Array<ArrayBuffer> {
  const members: string[] = [];
  const member = (key: string, value: unknown, what: string): string => {
    if (key !== "__proto__" && (key !== "__metadata__" || what !== "a tensor"))
      return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
    const expected = `a name for ${what} that the format leaves free`;
    throw new ResonanceError({ kind: "invalid-argument", where, expected, received: key });
  };
  const keys = Object.keys(metadata).toSorted(byText);
  if (keys.length > 0)
    members.push(`"__metadata__":{${keys.map((key) => member(key, metadata[key], "metadata")).join(",")}}`);
  let at = 0;
  for (const { name, dtype, shape, byteLength } of sorted) {
    members.push(member(name, { dtype, shape, data_offsets: [at, at + byteLength] }, "a tensor"));
    at += byteLength;
  }
  const json = new TextEncoder().encode(`{${members.join(",")}}`);
  const header = new Uint8Array(8 + Math.ceil(json.length / 8) * 8).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(header.length - 8), true);
  header.set(json, 8);
  return header;
}

export function inFileOrder(a: Omit<Described, "byteLength">, b: Omit<Described, "byteLength">): number {
  return safetensorsDtypes.indexOf(b.dtype) - safetensorsDtypes.indexOf(a.dtype) || byText(a.name, b.name);
}

/** By UTF-16 code units: the same on every machine, unlike a locale's order. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
