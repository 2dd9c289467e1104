/**
 * The header of a safetensors file: 8 bytes of little-endian length N, then N bytes of JSON that give
 * each tensor's dtype, shape and place in the bytes after it. Every claim is checked here against the
 * file's length, so whoever slices by a returned entry stays inside the file.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import { parseStrictJson } from "../parse-strict-json.js";
import {
  type SafetensorsDtype,
  bytesPerElement,
  elementCount,
  isSafetensorsDtype,
  safetensorsDtypes,
} from "./safetensors-tensor.js";

export interface SafetensorsEntry {
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** First byte, counted from the start of the file. */
  readonly begin: number;
  /** The byte after the last. */
  readonly end: number;
}

export interface SafetensorsHeader {
  /** By name, in the order of their bytes. */
  readonly entries: ReadonlyMap<string, SafetensorsEntry>;
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the tensors' bytes begin, counted from the start of the file. */
  readonly dataStart: number;
}

/** The reference library's bound, in bytes. */
const longestHeader = 100_000_000;
/** The header, a tensor in it, its shape. */
const limits = { deepestLevel: 3 } as const;

/**
 * Reads the header alone. Of a large file, `bytes` may be the first part and `fileLength` the whole
 * length in bytes (default: `bytes` is the whole file); a part too short for the header is refused
 * as an `invalid-argument` that names the bytes it takes.
 */
export function readSafetensorsHeader(bytes: Uint8Array, fileLength: number = bytes.length): SafetensorsHeader {
  const dataStart = headerEnd(bytes, fileLength);
  requirePart(bytes, dataStart);
  const header = parse(bytes.subarray(8, dataStart));

  const metadata: [string, string][] = [];
  for (const [key, value] of Object.entries(asObject(header["__metadata__"] ?? {}, "__metadata__"))) {
    if (typeof value !== "string") throw broken("metadata of strings", `${typeof value} at ${show(key)}`);
    metadata.push([key, value]);
  }
  const entries: [string, SafetensorsEntry][] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name !== "__metadata__") entries.push([name, entryOf(name, value, dataStart)]);
  }
  entries.sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  requireNoHoles(entries, dataStart, fileLength);
  return { entries: new Map(entries), metadata: Object.fromEntries(metadata), dataStart };
}

/** The byte after the header, from the first 8 bytes of the file. */
export function headerEnd(bytes: Uint8Array, fileLength: number): number {
  if (fileLength < 8) throw broken("8 bytes of header length", `a file of ${fileLength} bytes`);
  requirePart(bytes, 8);
  const claimed = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (claimed > longestHeader) throw broken(`a header of at most ${longestHeader} bytes`, `${claimed} bytes`);
  const end = 8 + Number(claimed);
  if (end > fileLength)
    throw broken("a header inside the file", `${claimed} bytes of header in ${fileLength} bytes of file`);
  return end;
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  if (bytes[0] !== 0x7b) throw broken("a header that opens with {", `${bytes.length} bytes that do not`);
  try {
    return asObject(parseStrictJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes), limits), "the header");
  } catch (cause) {
    if (ResonanceError.isInstance(cause)) throw cause;
    throw broken("a header of valid JSON", cause instanceof Error ? cause.message.slice(0, 200) : "other text", cause);
  }
}

function entryOf(name: string, value: unknown, dataStart: number): SafetensorsEntry {
  const { dtype, shape, data_offsets: offsets } = asObject(value, show(name));
  if (!isSafetensorsDtype(dtype)) throw broken(`${show(name)} of dtype ${safetensorsDtypes.join(", ")}`, show(dtype));
  const count = Array.isArray(shape) ? elementCount(shape) : null;
  const byteLength = count === null ? Number.NaN : count * bytesPerElement(dtype);
  if (!Number.isSafeInteger(byteLength))
    throw broken(`${show(name)} of a shape of whole numbers, below 2^53 bytes`, show(shape));
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every((at) => Number.isSafeInteger(at) && at >= 0))
    throw broken(`${show(name)} with two data_offsets`, show(offsets));
  const [begin, end] = offsets as [number, number];
  if (end - begin !== byteLength)
    throw broken(`${byteLength} bytes for ${show(name)}, ${dtype} of shape ${show(shape)}`, `offsets ${show(offsets)}`);
  return { dtype, shape: shape as number[], begin: dataStart + begin, end: dataStart + end };
}

/** The specification allows no bytes without an owner and none with two. */
function requireNoHoles(
  sorted: readonly (readonly [string, SafetensorsEntry])[],
  dataStart: number,
  fileLength: number,
): void {
  let covered = dataStart;
  for (const [name, { begin, end }] of sorted) {
    if (begin !== covered)
      throw broken(
        "tensors one after the other",
        `${show(name)} at byte ${begin}, ${begin < covered ? "inside the one before it" : "after a hole"} that ends at ${covered}`,
      );
    covered = end;
  }
  if (covered !== fileLength) throw broken(`a file of ${covered} bytes, as its header says`, `${fileLength} bytes`);
}

function asObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw broken(`${what} to be an object`, show(value));
  return value as Record<string, unknown>;
}

function requirePart(bytes: Uint8Array, length: number): void {
  if (bytes.length >= length) return;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "readSafetensorsHeader",
    expected: `the first ${length} bytes of the file`,
    received: `${bytes.length}`,
  });
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 100);
}

function broken(expected: string, received: string, cause?: unknown): ResonanceError {
  return new ResonanceError({ kind: "invalid-file", where: "readSafetensorsHeader", expected, received, cause });
}
