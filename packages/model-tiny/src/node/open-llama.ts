/** A LLaMA-family model on disk: a Hugging Face folder, or a GGUF with all its parts. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { describeGguf, readConfig, readSafetensorsTensors } from "@resonance-rope/rope-interop";
import { type FileSource, openFileSource, openGguf, readModelFolder } from "@resonance-rope/rope-interop/node";
import { findLlamaTensors } from "../llama/find-llama-tensors.js";
import type { LlamaFile } from "../llama/llama-file.js";
import { llamaOfGguf } from "../llama/llama-of-gguf.js";
import { llamaOfHuggingFace } from "../llama/llama-of-hugging-face.js";

export interface OpenLlama extends LlamaFile {
  /** The files that hold the weights. */
  readonly files: readonly string[];
  close(): Promise<void>;
}

export interface OpenLlamaOptions {
  /** Length in tokens that the model is to run at, for encodings that depend on it. */
  readonly targetLength?: number;
}

/** Reads headers alone, and holds them to each other. Close it when the weights are loaded. */
export async function openLlama(path: string, options: OpenLlamaOptions = {}): Promise<OpenLlama> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true ? openFolder(path, options) : openFile(path, options);
}

async function openFile(path: string, options: OpenLlamaOptions): Promise<OpenLlama> {
  const gguf = await openGguf(path);
  try {
    const file = llamaOfGguf(gguf, await describeGguf(gguf, options));
    findLlamaTensors(file);
    return { ...file, files: gguf.parts.map(({ source }) => source.name), close: gguf.close };
  } catch (error) {
    await gguf.close();
    throw error;
  }
}

async function openFolder(folder: string, options: OpenLlamaOptions): Promise<OpenLlama> {
  const { text, shards } = await readModelFolder(folder);
  if (shards.length === 0)
    throw new ResonanceError({
      kind: "invalid-file",
      where: "loadLlama",
      expected: `model.safetensors, or the index of its shards, in ${folder}`,
      received: "neither",
      remedy: "save the model with save_pretrained(..., safe_serialization=True)",
    });
  const sources: FileSource[] = [];
  const close = async (): Promise<void> => {
    for (const source of sources) await source.close();
  };
  try {
    for (const shard of shards) sources.push(await openFileSource(join(folder, shard)));
    const tensors = await readSafetensorsTensors(sources);
    const file = llamaOfHuggingFace(readConfig(text, options), tensors);
    findLlamaTensors(file);
    return { ...file, files: sources.map(({ name }) => name), close };
  } catch (error) {
    await close();
    throw error;
  }
}
