/** A GGUF on disk, with all parts of a split model. */
import type { GgufModel, GgufPart } from "../gguf/read-gguf-model.js";
import { readGgufModel } from "../gguf/read-gguf-model.js";
import { splitNames } from "../gguf/split-names.js";
import { type FileSource, openFileSource } from "./file-source.js";

export interface OpenGguf extends GgufModel {
  readonly parts: readonly (GgufPart & { readonly source: FileSource })[];
  close(): Promise<void>;
}

/** @param path of the file, or of any part of a split model with the others beside it. Close it when done. */
export async function openGguf(path: string): Promise<OpenGguf> {
  const sources: FileSource[] = [];
  const close = async (): Promise<void> => {
    for (const source of sources) await source.close();
  };
  try {
    for (const name of splitNames(path)) sources.push(await openFileSource(name));
    const { parts, header } = await readGgufModel(sources);
    // In the order of the parts, which are made of these very sources.
    return { parts: parts as OpenGguf["parts"], header, close };
  } catch (error) {
    await close();
    throw error;
  }
}
