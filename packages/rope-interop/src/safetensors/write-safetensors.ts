/**
 * Writes a safetensors file as the reference library does, byte for byte: tensors from the widest
 * dtype to the narrowest and by name within one, so that each starts on a multiple of its element's
 * width, and the header padded with spaces so that the data starts on a multiple of 8. Metadata, for
 * which that library has no fixed order, goes by key.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import { type SafetensorsTensor, elementCount, holdsDtype, safetensorsDtypes } from "./safetensors-tensor.js";

/** The file; the same tensors and metadata, in any order, give the same bytes. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SafetensorsTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].toSorted(([nameA, a], [nameB, b]) => rank(b) - rank(a) || byText(nameA, nameB));

  const members: string[] = [];
  const keys = Object.keys(metadata).toSorted(byText);
  if (keys.length > 0)
    members.push(`"__metadata__":{${keys.map((key) => member(key, metadata[key], "metadata")).join(",")}}`);
  let dataLength = 0;
  for (const [name, tensor] of sorted) {
    requireFit(name, tensor);
    const { dtype, shape, data } = tensor;
    members.push(member(name, { dtype, shape, data_offsets: [dataLength, dataLength + data.byteLength] }, "a tensor"));
    dataLength += data.byteLength;
  }
  const header = new TextEncoder().encode(`{${members.join(",")}}`);
  const headerLength = Math.ceil(header.length / 8) * 8;

  const file = new Uint8Array(8 + headerLength + dataLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.fill(0x20, 8, 8 + headerLength);
  file.set(header, 8);
  let at = 8 + headerLength;
  for (const [, { data }] of sorted) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

function member(key: string, value: unknown, what: string): string {
  if (key === "__proto__" || (key === "__metadata__" && what === "a tensor"))
    throw unfit(`a name for ${what} that the format leaves free`, key);
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}

function requireFit(name: string, { dtype, shape, data }: SafetensorsTensor): void {
  if (!holdsDtype(data, dtype)) throw unfit(`${name}: the array that holds ${dtype}`, data.constructor.name);
  if (elementCount(shape) !== data.length)
    throw unfit(`${name}: as many elements as its shape [${shape.join(", ")}] has`, `${data.length}`);
}

/** Higher for wider elements. */
function rank({ dtype }: SafetensorsTensor): number {
  return safetensorsDtypes.indexOf(dtype);
}

/** By UTF-16 code units: the same on every machine, unlike a locale's order. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function unfit(expected: string, received: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where: "writeSafetensors", expected, received });
}
