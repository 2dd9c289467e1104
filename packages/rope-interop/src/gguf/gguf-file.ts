/** A new GGUF of metadata and tensors: version 3, little-endian, its data aligned to 32 bytes. */
import { ResonanceError } from "@resonance-rope/contracts";
import { joinBytes } from "../join-bytes.js";
import { type PlannedTensor, encodedChunks, planTensor } from "../tensors/encode-tensors.js";
import type { NewTensor } from "../tensors/new-tensor.js";
import type { StreamedFile } from "../tensors/streamed-file.js";
import { encodeEntry, encodeNumber, encodeTensor } from "./encode-gguf-record.js";
import { ggmlTypes } from "./ggml-type.js";
import { alignUp } from "./gguf-header.js";
import type { GgufMetadataValue } from "./gguf-metadata.js";
import { ggmlFormats } from "./quantization/ggml-formats.js";

const where = "ggufFile";
const version = 3;
const alignment = 32;
/** ggml keeps a tensor's name in 64 bytes, the last of them zero. */
const longestName = 63;
const mostDimensions = 4;

/** Q8_0 takes rows of whole blocks, 32 values each. llama.cpp wants vectors (norms, biases) in F32. */
export type WritableGgmlType = "F32" | "F16" | "BF16" | "Q8_0";

/**
 * Refuses here, before a value is asked for, whatever a file cannot say.
 * @param metadata `general.architecture` and what llama.cpp asks of it; of another file, `copyGgufMetadata`.
 * @param tensors in the order in which they are to stand.
 */
export function ggufFile(
  metadata: ReadonlyMap<string, GgufMetadataValue>,
  tensors: Iterable<NewTensor<WritableGgmlType>>,
): StreamedFile {
  const planned = [...tensors].map((tensor) => planTensor(tensor, ggmlFormats, where));
  const head = encodeHead(metadata, planned);
  const dataBegin = alignUp(head.length, alignment);
  const length = planned.reduce((at, { byteLength }) => alignUp(at + byteLength, alignment), dataBegin);
  return {
    length,
    async *chunks() {
      yield head;
      yield new Uint8Array(dataBegin - head.length);
      for (const each of planned) {
        yield* encodedChunks(each, where);
        yield new Uint8Array(alignUp(each.byteLength, alignment) - each.byteLength);
      }
    },
  };
}

function encodeHead(
  metadata: ReadonlyMap<string, GgufMetadataValue>,
  planned: readonly PlannedTensor[],
): Uint8Array<ArrayBuffer> {
  if (metadata.has("general.alignment")) throw unfit(`the alignment to be ${alignment}`, "general.alignment");
  const parts = [
    new TextEncoder().encode("GGUF"),
    encodeNumber("uint32", version),
    encodeNumber("uint64", planned.length),
    encodeNumber("uint64", metadata.size),
  ];
  for (const [key, value] of metadata) parts.push(encodeEntry(key, value));
  const names = new Set<string>();
  let offset = 0;
  for (const { tensor, byteLength } of planned) {
    const { name, shape, type } = tensor;
    if (names.has(name)) throw unfit("each tensor once", `${name} twice`);
    names.add(name);
    if (new TextEncoder().encode(name).length > longestName)
      throw unfit(`names of tensors of at most ${longestName} bytes`, name);
    if (shape.length > mostDimensions)
      throw unfit(`${name} of at most ${mostDimensions} dimensions`, `${shape.length}`);
    parts.push(encodeTensor(name, shape.toReversed(), typeNumber(type), offset));
    offset = alignUp(offset + byteLength, alignment);
  }
  return joinBytes(parts);
}

/** Of a type that `planTensor` knows, and so ggml. */
function typeNumber(name: string): number {
  return [...ggmlTypes].find(([, type]) => type.name === name)?.[0] ?? 0;
}

function unfit(expected: string, received: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received: received.slice(0, 100) });
}
