/** Reads a rewritten GGUF back and holds it against its input and the edits, before anyone is told that it is there. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { ByteSource } from "../byte-source.js";
import type { GgufEdits } from "./gguf-edits.js";
import type { GgufEntry, GgufHeader, GgufTensor } from "./gguf-header.js";
import { readGgufHeader } from "./read-gguf-header.js";

/** @throws ResonanceError of kind `unavailable` that names the first difference: the disk did not keep what was written. */
export async function checkGgufRewrite(written: ByteSource, input: GgufHeader, edits: GgufEdits): Promise<void> {
  const { set = new Map(), drop = new Set(), tensors = new Map(), rename } = edits;
  const header = await readGgufHeader(written);
  const expectedKeys = new Set(set.keys());
  for (const [oldKey, entry] of input.entries) {
    const key = rename?.get(oldKey) ?? oldKey;
    if (drop.has(key) || set.has(key)) continue;
    expectedKeys.add(key);
    requireSame(written, key, contentOf(header.entries.get(key)), contentOf(entry));
  }
  for (const [key, { type, value }] of set) {
    const expected = type === "float32" ? Math.fround(Number(value)) : value;
    requireSame(written, key, contentOf(header.entries.get(key)), `${type} ${expected}`);
  }
  requireSame(written, "the count of keys", header.entries.size, expectedKeys.size);

  const added = [...tensors.keys()].filter((name) => !input.tensors.has(name));
  requireSame(written, "tensors", [...header.tensors.keys()].join(), [...input.tensors.keys(), ...added].join());
  for (const [name, tensor] of input.tensors)
    requireSame(written, name, placeOf(header.tensors.get(name), header), placeOf(tensor, input));
  for (const [name, values] of tensors) {
    const { begin = 0, end = 0 } = header.tensors.get(name) ?? {};
    const bytes = await written.read(begin, end);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    requireSame(written, `the length of ${name}`, bytes.length, values.byteLength);
    for (const [index, value] of values.entries())
      requireSame(written, `${name}[${index}]`, view.getFloat32(4 * index, true), value);
  }
}

function contentOf(entry: GgufEntry | undefined): string {
  if (entry === undefined) return "nothing";
  const { type, value } = entry;
  return type === "array" ? `list ${JSON.stringify(value)}` : `${type} ${String(value)}`;
}

function placeOf(tensor: GgufTensor | undefined, { dataBegin }: GgufHeader): string {
  if (tensor === undefined) return "nothing";
  const { type, shape, begin, end } = tensor;
  return `${type.name} [${shape.join()}] ${begin - dataBegin} ${end - dataBegin}`;
}

function requireSame(written: ByteSource, what: string, found: string | number, expected: string | number): void {
  if (found === expected) return;
  throw new ResonanceError({
    kind: "unavailable",
    where: "checkGgufRewrite",
    expected: `${what} of ${written.name} to read back as ${expected}`.slice(0, 300),
    received: String(found).slice(0, 100),
    remedy: "check the disk, and that nothing else writes to it",
  });
}
