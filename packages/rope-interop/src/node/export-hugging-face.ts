/** A Hugging Face folder with another position encoding, beside the one it is made from. */
import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { stateEngines } from "../engines/state-engines.js";
import { writtenConfig } from "../engines/written-config.js";
import type { ExportedModel } from "../exported-model.js";
import { computesSpec } from "../hugging-face/computes-spec.js";
import { longestConfig } from "../hugging-face/parse-config.js";
import { readConfig } from "../hugging-face/read-config.js";
import { type WriteConfigOptions, writeConfig } from "../hugging-face/write-config.js";
import { inspectConfig } from "../inspect-config.js";
import { applyEncoding, type NewEncoding } from "../new-encoding.js";
import { type ExportFolderOptions, exportFolder } from "./export-folder.js";
import { fileError } from "./file-error.js";
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
  const { description, config } = readConfig(await readText(join(folder, "config.json"), longestConfig));
  const { spec, contextLength, findings: replaced } = applyEncoding(description, encoding);
  const newConfig = writeConfig(config, spec, { ...options, contextLength });
  const requireConfig = (text: string): void => {
    if (computesSpec(readConfig(text).config, spec)) return;
    const received = "another one on reading it back";
    throw new ResonanceError({ kind: "invalid-file", where, expected: "a config of the new encoding", received });
  };
  const written = await exportFolder(folder, out, newConfig, { ...options, requireConfig });

  const text = await readText(join(out, "config.json"), longestConfig);
  const { description: exported, findings } = inspectConfig(text);
  return {
    ...written,
    spec: exported.spec,
    contextLength: exported.contextLength,
    findings: [...replaced, ...findings],
    engines: stateEngines(writtenConfig(readConfig(text).config, exported, out)),
  };
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
