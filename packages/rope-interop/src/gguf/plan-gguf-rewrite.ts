/**
 * How a GGUF with edits is made from the one without: a list of pieces, new bytes or ranges of the input, that
 * anyone can lay end to end. Data of tensors moves as a whole when the header grows, so offsets, which count from
 * the start of the data, stay valid; a new tensor goes last, where llama.cpp's sum of sizes expects it.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import { encodeEntry, encodeNumber, encodeString, encodeTensor } from "./encode-gguf-record.js";
import type { GgufEdits } from "./gguf-edits.js";
import { type GgufHeader, type GgufTensor, alignUp } from "./gguf-header.js";
import type { RowOrder } from "./row-order.js";

/** Ranges count bytes of the input. */
export type GgufPiece =
  | { readonly type: "bytes"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: "copy"; readonly begin: number; readonly end: number }
  | {
      readonly type: "rows";
      readonly begin: number;
      readonly end: number;
      readonly rowBytes: number;
      readonly order: RowOrder;
    };

export interface GgufRewrite {
  /** Of the result, in bytes. */
  readonly length: number;
  readonly pieces: readonly GgufPiece[];
}

const where = "planGgufRewrite";
const float32 = 0;
/** Of rows that are reordered together, in bytes: a group is in memory at once. */
const largestGroup = 2 ** 28;

export function planGgufRewrite(header: GgufHeader, edits: GgufEdits): GgufRewrite {
  const { tensors = new Map(), rows = new Map() } = edits;
  const added = [...tensors].filter(([name]) => !header.tensors.has(name));
  const plan = new Pieces();
  plan.copy(0, 8);
  writeEntries(plan, header, edits, added.length);
  plan.copy(header.tensorRecordsBegin, header.headerEnd);
  let offset = alignUp(header.dataEnd, header.alignment) - header.dataBegin;
  for (const [name, { length }] of added) {
    plan.bytes(encodeTensor(name, [length], float32, offset));
    offset = alignUp(offset + 4 * length, header.alignment);
  }
  const isSameLength = plan.length === header.headerEnd;
  if (isSameLength) plan.copy(header.headerEnd, Math.min(header.dataBegin, header.fileLength));
  if (!isSameLength || added.length > 0) plan.pad(header.alignment);

  writeData(plan, header, tensors, rows, added.length > 0);
  for (const [, values] of added) {
    plan.pad(header.alignment);
    plan.bytes(float32Bytes(values));
  }
  if (added.length > 0) plan.pad(header.alignment);
  return { length: plan.length, pieces: plan.pieces };
}

function writeEntries(
  plan: Pieces,
  header: GgufHeader,
  { rename, set = new Map(), drop }: GgufEdits,
  added: number,
): void {
  const records = new Map<string, () => void>();
  for (const [oldKey, { begin, keyEnd, end }] of header.entries) {
    const key = rename?.get(oldKey) ?? oldKey;
    if (records.has(key)) throw unfit("renamed keys that differ from all others", key);
    records.set(key, () => {
      if (key === oldKey) return plan.copy(begin, end);
      plan.bytes(encodeString(key));
      plan.copy(keyEnd, end);
    });
  }
  for (const key of drop ?? []) records.delete(key);
  for (const [key, value] of set) records.set(key, () => plan.bytes(encodeEntry(key, value)));
  if (set.has(alignmentKey) || drop?.has(alignmentKey) || rename?.has(alignmentKey))
    throw unfit("the alignment to stay: other data than was edited would move", alignmentKey);
  if (records.size === header.entries.size && added === 0) plan.copy(8, 24);
  else {
    plan.bytes(encodeNumber("uint64", header.tensors.size + added));
    plan.bytes(encodeNumber("uint64", records.size));
  }
  for (const write of records.values()) write();
}

const alignmentKey = "general.alignment";

/** Everything after the header; what follows the last tensor gives way to a new one. */
function writeData(
  plan: Pieces,
  header: GgufHeader,
  tensors: ReadonlyMap<string, Float32Array>,
  rows: ReadonlyMap<string, RowOrder>,
  isAppended: boolean,
): void {
  for (const name of rows.keys()) if (!header.tensors.has(name)) throw unfit("rows of a tensor that is there", name);
  let at = Math.min(header.dataBegin, header.fileLength);
  for (const [name, tensor] of header.tensors) {
    const values = tensors.get(name);
    const order = rows.get(name);
    if (values === undefined && order === undefined) continue;
    plan.copy(at, tensor.begin);
    if (values !== undefined) plan.bytes(requireSameVector(name, tensor, values));
    else if (order !== undefined) plan.rows(tensor.begin, tensor.end, requireRowBytes(name, tensor, order), order);
    at = tensor.end;
  }
  if (isAppended) plan.copy(at, Math.max(at, Math.min(header.dataEnd, header.fileLength)));
  else plan.copy(at, header.fileLength);
}

function requireSameVector(
  name: string,
  { type, shape, begin, end }: GgufTensor,
  values: Float32Array,
): Uint8Array<ArrayBuffer> {
  if (type.name === "F32" && end - begin === values.byteLength) return float32Bytes(values);
  throw unfit(
    `${name} of ${values.length} numbers of type F32, to overwrite it`,
    `${type.name} of shape [${shape.join(", ")}]`,
  );
}

function requireRowBytes(name: string, { begin, end, shape }: GgufTensor, order: RowOrder): number {
  // A vector, a bias, has rows of one number.
  const count = shape.length > 1 ? shape.slice(1).reduce((product, size) => product * size, 1) : (shape[0] ?? 1);
  const rowBytes = (end - begin) / count;
  if (Number.isInteger(rowBytes) && count % order.length === 0 && rowBytes * order.length <= largestGroup)
    return rowBytes;
  throw unfit(`${name} to have whole groups of ${order.length} rows`, `shape [${shape.join(", ")}]`);
}

function float32Bytes(values: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(values.byteLength));
  for (const [index, value] of values.entries()) view.setFloat32(4 * index, value, true);
  return new Uint8Array(view.buffer);
}

function unfit(expected: string, received: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received: received.slice(0, 100) });
}

/** Pieces end to end; ranges that touch become one. */
class Pieces {
  length = 0;
  readonly pieces: GgufPiece[] = [];

  bytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.#add({ type: "bytes", bytes }, bytes.length);
  }

  copy(begin: number, end: number): void {
    const last = this.pieces.at(-1);
    if (last?.type === "copy" && last.end === begin) {
      this.pieces.pop();
      this.length -= last.end - last.begin;
      this.copy(last.begin, end);
    } else this.#add({ type: "copy", begin, end }, end - begin);
  }

  rows(begin: number, end: number, rowBytes: number, order: RowOrder): void {
    this.#add({ type: "rows", begin, end, rowBytes, order }, end - begin);
  }

  pad(alignment: number): void {
    this.bytes(new Uint8Array(alignUp(this.length, alignment) - this.length));
  }

  #add(piece: GgufPiece, length: number): void {
    if (length > 0) this.pieces.push(piece);
    this.length += length;
  }
}
