/** A LLaMA-family model as a Hugging Face folder that transformers loads. */
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { type StreamedFile, type WritableDtype, exportConfig, safetensorsFiles } from "@resonance-rope/rope-interop";
import {
  type FileSource,
  type WriteNewFilesOptions,
  openFileSource,
  readModelFolder,
  writeNewFiles,
} from "@resonance-rope/rope-interop/node";
import { llamaFileTensors } from "../llama/llama-file-tensors.js";
import type { Llama } from "../llama/load-llama-weights.js";
import { savedEncoding } from "./saved-encoding.js";

export interface SaveLlamaFolderOptions extends WriteNewFilesOptions {
  /** The folder that the model was loaded from: config and tokenizer are taken from there. */
  readonly source: string;
  /** Of all tensors; default F32. */
  readonly dtype?: WritableDtype;
  /** Positions that the config is to allow, in tokens. Default: the source's, or what a new scaling reaches. */
  readonly contextLength?: number;
}

/** What is not about weights. */
const copiedFiles: ReadonlySet<string> = new Set([
  "added_tokens.json",
  "chat_template.jinja",
  "generation_config.json",
  "merges.txt",
  "special_tokens_map.json",
  "tokenizer.json",
  "tokenizer.model",
  "tokenizer_config.json",
  "vocab.json",
]);
const dtypeNames: Readonly<Record<WritableDtype, string>> = { F32: "float32", F16: "float16", BF16: "bfloat16" };

/** @param folder new, or without files of these names. @returns paths of what was written. */
export async function saveLlamaFolder(
  llama: Llama,
  folder: string,
  { source, dtype = "F32", contextLength, ...options }: SaveLlamaFolderOptions,
): Promise<readonly string[]> {
  const { text, description } = await readModelFolder(source);
  const encoding = savedEncoding(llama.rope, description, contextLength);
  const encoded = encoding === null ? text : exportConfig(text, encoding, { path: folder }).text;
  const config = encoded.replace(/("(?:torch_)?dtype"\s*:\s*)"[^"]*"/gu, `$1"${dtypeNames[dtype]}"`);
  const { pairLayout } = description.spec;
  const weights = safetensorsFiles(
    llamaFileTensors(llama, { format: "hugging-face", pairLayout, typeOf: () => dtype }),
  );
  const copied = (await readdir(source)).filter((name) => copiedFiles.has(name)).toSorted();
  const sources: FileSource[] = [];
  try {
    for (const name of copied) sources.push(await openFileSource(join(source, name)));
    const files = new Map<string, StreamedFile>([
      ["config.json", streamedText(config)],
      ...sources.map((file) => [basename(file.name), copyOf(file)] as const),
      ...weights,
    ]);
    return await writeNewFiles(folder, files, options);
  } finally {
    for (const file of sources) await file.close();
  }
}

function streamedText(text: string): StreamedFile {
  const bytes = new TextEncoder().encode(text);
  return {
    length: bytes.length,
    async *chunks() {
      yield bytes;
    },
  };
}

const chunkBytes = 2 ** 20;

function copyOf(file: FileSource): StreamedFile {
  return {
    length: file.length,
    async *chunks() {
      for (let begin = 0; begin < file.length; begin += chunkBytes)
        yield new Uint8Array(await file.read(begin, Math.min(file.length, begin + chunkBytes)));
    },
  };
}
