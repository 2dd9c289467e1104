/** The new files of a model and what becomes of them, as `resonance export` writes and says them. */
import { shellWord } from "@resonance-rope/contracts";
import {
  type EncodedModel,
  type ExportedGgufPart,
  type NewEncoding,
  exportConfig,
  exportGgufBlobs,
} from "@resonance-rope/rope-interop";
import type { ModelFile } from "./model-file.js";

export interface NewModel extends EncodedModel {
  readonly files: readonly ExportedGgufPart[];
}

export async function exportModel(model: ModelFile, encoding: NewEncoding): Promise<NewModel> {
  if (model.format === "gguf") {
    const { parts, ...said } = await exportGgufBlobs(model.files, newName(model), encoding);
    return { ...said, files: parts };
  }
  const { text, ...said } = exportConfig(model.text, encoding, { path: newName(model) });
  const blob = new Blob([text], { type: "application/json" });
  return { ...said, files: [{ name: "config.json", length: blob.size, make: () => Promise.resolve(blob) }] };
}

/** The same of the command line, where the model's file, or its folder, lies. */
export function exportCommand(model: ModelFile, flags: readonly string[]): string {
  const [command, input] = model.format === "gguf" ? ["gguf", model.name] : ["hf", folderName(model)];
  return [`npx resonance export ${command} ${shellWord(input)}`, ...flags, `--out ${shellWord(newName(model))}`].join(
    " ",
  );
}

/** Of the file, or of the folder that holds the config. */
function newName(model: ModelFile): string {
  if (model.format === "hugging-face") return `${folderName(model)}-resonance`;
  return `${model.name.replace(/(?:-\d{5}-of-\d{5})?\.gguf$/iu, "")}-resonance.gguf`;
}

/** Of a config's folder nothing is known. */
function folderName({ name }: ModelFile): string {
  const stem = name.replace(/\.json$/iu, "");
  return stem === "config" ? "model" : stem;
}
