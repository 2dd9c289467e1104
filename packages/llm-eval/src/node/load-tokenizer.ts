/** The tokenizer of a model's files: a folder with tokenizer.json, that file itself, or a GGUF. */
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ResonanceError, messageOf } from "@resonance-rope/contracts";
import { codeOf } from "@resonance-rope/contracts/node";
import { huggingFaceTokenizer } from "../engines/hugging-face-tokenizer.js";
import type { ModelTokenizer } from "../engines/server-tokenizer.js";
import { fingerprintFiles } from "./fingerprint-files.js";
import { loadGgufTokenizer } from "./load-gguf-tokenizer.js";

/** The largest vocabularies, of 260 000 tokens, take 35 MB; weights, given by mistake, are not to be read. */
const largestBytes = 2 ** 28;

export async function loadTokenizer(place: string, signal?: AbortSignal): Promise<ModelTokenizer> {
  if (place.endsWith(".gguf")) return loadGgufTokenizer(place, signal);
  const found = await stat(place).catch(() => null);
  const path = found?.isDirectory() === true ? join(place, "tokenizer.json") : place;
  const config = join(dirname(path), "tokenizer_config.json");
  const template = join(dirname(path), "chat_template.jinja");
  const json = await textAt(path);
  if (json === null)
    throw refused(`${path} to be there`, "no such file", {
      remedy: "write it with save_pretrained of transformers' AutoTokenizer, or give the model's .gguf",
    });
  const configJson = await textAt(config);
  const chatTemplate = await textAt(template);
  const files = [path, ...(configJson === null ? [] : [config]), ...(chatTemplate === null ? [] : [template])];
  return huggingFaceTokenizer(path, {
    tokenizer: parsed(json, path),
    config: parsed(configJson ?? "{}", config),
    chatTemplate,
    fingerprint: await fingerprintFiles(files, signal),
  });
}

/** Null where there is no such file. */
async function textAt(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw refused(`${path} to be a file`, "something else");
    const { size } = found;
    if (size > largestBytes) throw refused(`${path} to be a tokenizer's, of ${largestBytes} bytes at most`, `${size}`);
    return await readFile(path, "utf8");
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return null;
    if (ResonanceError.isInstance(cause)) throw cause;
    throw refused(`to read ${path}`, messageOf(cause), { cause });
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refused(`JSON in ${path}`, text.trimStart().slice(0, 40), { cause });
  }
}

const refused = (
  expected: string,
  received: string,
  more: { readonly remedy?: string; readonly cause?: unknown } = {},
): ResonanceError => new ResonanceError({ kind: "invalid-file", where: "loadTokenizer", expected, received, ...more });
