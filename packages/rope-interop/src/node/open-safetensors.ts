/** The weights of a Hugging Face folder, or of a single safetensors file, on disk. */
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { codeOf, fileError } from "@resonance-rope/contracts/node";
import { longestIndex, shardByTensor, shardIndexName } from "../hugging-face/shard-names.js";
import { readSafetensorsTensors } from "../safetensors/read-safetensors-tensors.js";
import type { ModelTensor } from "../tensors/model-tensor.js";
import { type FileSource, openFileSource } from "./file-source.js";
import { readText } from "./read-text.js";

const where = "openSafetensors";

export interface OpenSafetensors {
  /** By name. */
  readonly tensors: ReadonlyMap<string, ModelTensor>;
  close(): Promise<void>;
}

/**
 * @param path of a folder (its `model.safetensors`, or the shards that its index lists), of an index, or of one file.
 *   Close it when done.
 */
export async function openSafetensors(path: string): Promise<OpenSafetensors> {
  const file = await weightsPath(path);
  const listed = file.endsWith(".json") ? shardByTensor(await readText(file, longestIndex)) : null;
  const names = listed === null ? [file] : [...new Set(listed.values())].map((shard) => join(dirname(file), shard));
  const sources: FileSource[] = [];
  const close = async (): Promise<void> => {
    for (const source of sources) await source.close();
  };
  try {
    for (const name of names) sources.push(await (listed === null ? openFileSource : openShard)(name));
    const tensors = await readSafetensorsTensors(sources);
    const missing = [...(listed?.keys() ?? [])].find((tensor) => !tensors.has(tensor));
    if (missing !== undefined) throw broken(`${missing} in ${listed?.get(missing)}, as ${file} says`, "no such tensor");
    return { tensors, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Of the one file before the index, as transformers takes them. */
async function weightsPath(path: string): Promise<string> {
  const status = await stat(path).catch((error: unknown) => {
    throw fileError(error, { where, action: "read", path });
  });
  if (!status.isDirectory()) return path;
  for (const name of ["model.safetensors", shardIndexName]) {
    const isThere = await stat(join(path, name)).then(
      () => true,
      () => false,
    );
    if (isThere) return join(path, name);
  }
  throw new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: `model.safetensors or ${shardIndexName} in ${path}`,
    received: "neither",
  });
}

/** An index that lists what is not there is broken; a single file's name is whoever gave it to put right. */
async function openShard(path: string): Promise<FileSource> {
  try {
    return await openFileSource(path);
  } catch (error) {
    if (codeOf((error as Error).cause) !== "ENOENT") throw error;
    throw broken(`${path}, as ${shardIndexName} lists it`, "no such file");
  }
}

function broken(expected: string, received: string): ResonanceError {
  const remedy = "download the model again";
  return new ResonanceError({ kind: "invalid-file", where, expected, received: received.slice(0, 100), remedy });
}
