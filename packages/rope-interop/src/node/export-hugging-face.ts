/** A Hugging Face folder with another position encoding, beside the one it is made from. */
import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { fileError } from "@resonance-rope/contracts/node";
import type { ExportedModel } from "../exported-model.js";
import { describeEncodedConfig } from "../hugging-face/describe-encoded-config.js";
import { encodeConfig } from "../hugging-face/encode-config.js";
import { longestConfig } from "../hugging-face/parse-config.js";
import type { WriteConfigOptions } from "../hugging-face/write-config.js";
import type { NewEncoding } from "../new-encoding.js";
import { type ExportFolderOptions, exportFolder } from "./export-folder.js";
import { readText } from "./read-text.js";

const where = "exportHuggingFace";

export type ExportHuggingFaceOptions = Omit<WriteConfigOptions, "contextLength"> &
  Omit<ExportFolderOptions, "requireConfig">;

/** @param path of the input folder, or of its config.json. @param out the folder to make. */
export async function exportHuggingFace(
  path: string,
  out: string,
  encoding: NewEncoding,
  options: ExportHuggingFaceOptions,
): Promise<ExportedModel> {
  const folder = await folderOf(path);
  const old = await readText(join(folder, "config.json"), longestConfig);
  const { config, findings, requireWritten } = encodeConfig(old, encoding, options);
  const written = await exportFolder(folder, out, config, { ...options, requireConfig: requireWritten });
  const text = await readText(join(out, "config.json"), longestConfig);
  return { ...written, ...describeEncodedConfig(text, out, findings) };
}

async function folderOf(path: string): Promise<string> {
  const status = await stat(path).catch((error: unknown) => {
    throw fileError(error, { where, action: "read", path });
  });
  if (status.isDirectory()) return path;
  if (basename(path) === "config.json") return dirname(path);
  throw new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: "a model's folder, or the config.json in it",
    received: path,
    remedy: /\.gguf$/iu.test(path) ? "export it with `resonance export gguf`" : "name the folder",
  });
}
