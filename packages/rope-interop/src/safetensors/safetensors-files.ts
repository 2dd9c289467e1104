/** The weight files of a Hugging Face folder, streamed: one, or shards and the index that lists them. */
import { ResonanceError } from "@resonance-rope/contracts";
import { shardIndexName } from "../hugging-face/shard-names.js";
import { type PlannedTensor, encodedChunks, planTensor } from "../tensors/encode-tensors.js";
import { floatFormats } from "../tensors/float-formats.js";
import type { NewTensor } from "../tensors/new-tensor.js";
import type { StreamedFile } from "../tensors/streamed-file.js";
import { encodeSafetensorsHeader, inFileOrder } from "./encode-safetensors-header.js";

const where = "safetensorsFiles";

/** The dtypes that values are written in. */
export type WritableDtype = "F32" | "F16" | "BF16";

export interface SafetensorsFilesOptions {
  /** Of a file's tensors, at most, unless one alone has more; default 5e9, as transformers long had it. */
  readonly shardBytes?: number;
  /** Default `{ format: "pt" }`, without which older versions of transformers refuse a file. */
  readonly metadata?: Readonly<Record<string, string>>;
}

type Planned = PlannedTensor<WritableDtype>;

/**
 * Refuses here, before a value is asked for, whatever a file cannot say.
 * @param tensors of which those that come first go into the first shard.
 * @returns by the name that transformers looks for.
 */
export function safetensorsFiles(
  tensors: Iterable<NewTensor<WritableDtype>>,
  { shardBytes = 5e9, metadata = { format: "pt" } }: SafetensorsFilesOptions = {},
): ReadonlyMap<string, StreamedFile> {
  const planned = [...tensors].map((tensor) => planTensor(tensor, floatFormats, where));
  const names = new Set(planned.map(({ tensor }) => tensor.name));
  if (names.size < planned.length)
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: "each tensor once",
      received: `${planned.length} tensors with ${names.size} names`,
    });
  const shards = splitIntoShards(planned, shardBytes);
  if (shards.length === 1) return new Map([["model.safetensors", fileOf(planned, metadata)]]);
  const files = new Map<string, StreamedFile>();
  const weightMap: [string, string][] = [];
  for (const [index, shard] of shards.entries()) {
    const name = `model-${fiveDigits(index + 1)}-of-${fiveDigits(shards.length)}.safetensors`;
    files.set(name, fileOf(shard, metadata));
    for (const { tensor } of shard) weightMap.push([tensor.name, name]);
  }
  const totalSize = planned.reduce((total, { byteLength }) => total + byteLength, 0);
  const index = { metadata: { total_size: totalSize }, weight_map: Object.fromEntries(weightMap) };
  const bytes = new TextEncoder().encode(`${JSON.stringify(index, null, 2)}\n`);
  files.set(shardIndexName, {
    length: bytes.length,
    async *chunks() {
      yield bytes;
    },
  });
  return files;
}

/** At least one shard, if empty. */
function splitIntoShards(planned: readonly Planned[], shardBytes: number): readonly (readonly Planned[])[] {
  let last: Planned[] = [];
  let held = 0;
  const shards = [last];
  for (const each of planned) {
    if (last.length > 0 && held + each.byteLength > shardBytes) {
      shards.push((last = []));
      held = 0;
    }
    last.push(each);
    held += each.byteLength;
  }
  return shards;
}

function fileOf(planned: readonly Planned[], metadata: Readonly<Record<string, string>>): StreamedFile {
  const sorted = planned
    .map((each) => ({ ...each, name: each.tensor.name, dtype: each.tensor.type, shape: each.tensor.shape }))
    .toSorted(inFileOrder);
  const header = encodeSafetensorsHeader(sorted, metadata, where);
  return {
    length: sorted.reduce((length, { byteLength }) => length + byteLength, header.length),
    async *chunks() {
      yield header;
      for (const each of sorted) yield* encodedChunks(each, where);
    },
  };
}

function fiveDigits(number: number): string {
  return String(number).padStart(5, "0");
}
