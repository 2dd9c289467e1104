/** A Hugging Face folder with another position encoding, beside the one it is made from. */
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stateEngines } from "../engines/state-engines.js";
import { writtenConfig } from "../engines/written-config.js";
import type { ExportedModel } from "../exported-model.js";
import { readConfig } from "../hugging-face/read-config.js";
import { type WriteConfigOptions, writeConfig } from "../hugging-face/write-config.js";
import { inspectConfig } from "../inspect-config.js";
import { applyEncoding, type NewEncoding } from "../new-encoding.js";
import { type ExportFolderOptions, exportFolder } from "./export-folder.js";
import { fileError } from "./file-error.js";

const where = "exportHuggingFace";

export type ExportHuggingFaceOptions = Omit<WriteConfigOptions, "contextLength"> & ExportFolderOptions;

/** @param path of the input folder, or of its config.json. @param out the folder to make. */
export async function exportHuggingFace(
  path: string,
  out: string,
  encoding: NewEncoding,
  options: ExportHuggingFaceOptions,
): Promise<ExportedModel> {
  const folder = await folderOf(path);
  const { description, config } = readConfig(await readText(join(folder, "config.json")));
  const { spec, contextLength, findings: replaced } = applyEncoding(description, encoding);
  const newConfig = writeConfig(config, spec, { ...options, contextLength });
  const written = await exportFolder(folder, out, newConfig, options);

  const text = await readText(join(out, "config.json"));
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
  try {
    return (await stat(path)).isDirectory() ? path : dirname(path);
  } catch (error) {
    throw fileError(error, { where, action: "read", path });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw fileError(error, { where, action: "read", path });
  }
}
