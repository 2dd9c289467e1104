/** A model as a reader gave it: a config's text, or GGUF files of which only headers are read. */
import { ResonanceError } from "@resonance-rope/contracts";
import {
  type Inspection,
  type NamedBlob,
  blobSource,
  inspectConfig,
  inspectGguf,
  readConfigText,
} from "@resonance-rope/rope-interop";

export type ModelFile =
  | { readonly format: "hugging-face"; readonly name: string; readonly text: string }
  | { readonly format: "gguf"; readonly name: string; readonly files: readonly NamedBlob[] };

/** @param files one config.json or GGUF, or every part of a split GGUF. */
export async function openModelFiles(files: readonly NamedBlob[]): Promise<ModelFile> {
  const [first] = files;
  if (first === undefined) throw refused("a file", "none");
  const texts: (string | null)[] = [];
  for (const { blob, name } of files) texts.push(await readConfigText(blobSource(blob, name)));
  const text = texts.find((each) => each !== null);
  if (text === undefined) return { format: "gguf", name: first.name, files };
  if (files.length > 1) throw refused("one config.json, or the parts of one GGUF", `${files.length} files`);
  return { format: "hugging-face", name: first.name, text };
}

/** With the findings of a target, and without ranges, which `measureRanges` gives. */
export function inspectModelFile(model: ModelFile, targetLength?: number): Promise<Omit<Inspection, "ranges">> {
  const options = { measureRanges: false, ...(targetLength === undefined ? {} : { targetLength }) };
  return model.format === "gguf"
    ? inspectGguf(
        model.files.map(({ blob, name }) => blobSource(blob, name)),
        options,
      )
    : Promise.resolve().then(() => inspectConfig(model.text, options));
}

function refused(expected: string, received: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where: "openModelFiles", expected, received });
}
