/** A Hugging Face folder: its config read, its weight files found, and each checked to be whole. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { fileError } from "@resonance-rope/contracts/node";
import { longestConfig } from "../hugging-face/parse-config.js";
import { type HuggingFaceConfig, readConfig } from "../hugging-face/read-config.js";
import { longestIndex, shardIndexName, shardNames } from "../hugging-face/shard-names.js";
import { readSafetensorsHeaderFrom } from "../safetensors/read-safetensors-header-from.js";
import { openFileSource } from "./file-source.js";
import { readText } from "./read-text.js";

const where = "readModelFolder";

export interface ModelFolder extends HuggingFaceConfig {
  /** Of config.json, as it stands. */
  readonly text: string;
  /** Names of the safetensors files of its weights; none where it has none, or others. */
  readonly shards: readonly string[];
}

/** @throws ResonanceError of kind `invalid-file` where a file is broken, cut short or listed and missing. */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const text = await readText(join(folder, "config.json"), longestConfig);
  const config = readConfig(text);
  const names = new Set(
    await readdir(folder).catch((error: unknown) => {
      throw fileError(error, { where, action: "read", path: folder });
    }),
  );
  const shards = await listShards(folder, names);
  for (const name of shards) {
    if (!names.has(name))
      throw new ResonanceError({
        kind: "invalid-file",
        where,
        expected: `${name} in ${folder}, as ${shardIndexName} lists it`,
        received: "no such file",
        remedy: "download the model again, or export its config alone",
      });
    await requireWhole(join(folder, name));
  }
  return { ...config, text, shards };
}

async function listShards(folder: string, names: ReadonlySet<string>): Promise<readonly string[]> {
  if (names.has(shardIndexName)) return shardNames(await readText(join(folder, shardIndexName), longestIndex));
  return names.has("model.safetensors") ? ["model.safetensors"] : [];
}

async function requireWhole(path: string): Promise<void> {
  const source = await openFileSource(path);
  try {
    await readSafetensorsHeaderFrom(source);
  } catch (cause) {
    if (!ResonanceError.isInstance(cause) || cause.kind !== "invalid-file") throw cause;
    const { expected, received } = cause;
    const remedy = "download it again, or export the config alone";
    throw new ResonanceError({ kind: cause.kind, where, expected: `in ${path} ${expected}`, received, remedy, cause });
  } finally {
    await source.close();
  }
}
