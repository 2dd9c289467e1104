/** Inspects whatever a model is stored as: a folder, a config, a GGUF, or an address of one. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "@resonance-rope/contracts/node";
import type { ByteSource } from "../byte-source.js";
import { splitNames } from "../gguf/split-names.js";
import { inspectConfig } from "../inspect-config.js";
import { inspectGguf } from "../inspect-gguf.js";
import type { InspectOptions, Inspection } from "../inspection.js";
import { readConfigText } from "../read-config-text.js";
import { urlSource } from "../url-source.js";
import { openFileSource } from "./file-source.js";
import { openGguf } from "./open-gguf.js";

const where = "inspectModel";

/** @param location a path or a URL: what opens with "GGUF" is a GGUF, a folder is its config.json, all else is a config. */
export async function inspectModel(location: string, options: InspectOptions = {}): Promise<Inspection> {
  if (/^https?:\/\//iu.test(location)) return inspectUrl(location, options);
  const path = await configOf(location);
  const source = await openFileSource(path);
  try {
    const text = await readConfigText(source);
    if (text !== null) return inspectConfig(text, options);
  } finally {
    await source.close();
  }
  const model = await openGguf(path);
  try {
    return await inspectGguf(
      model.parts.map((part) => part.source),
      options,
    );
  } finally {
    await model.close();
  }
}

async function inspectUrl(url: string, options: InspectOptions): Promise<Inspection> {
  const source = await urlSource(url);
  const text = await readConfigText(source);
  if (text !== null) return inspectConfig(text, options);
  const parts: ByteSource[] = [];
  for (const name of splitNames(url)) parts.push(name === url ? source : await urlSource(name));
  return inspectGguf(parts, options);
}

async function configOf(path: string): Promise<string> {
  try {
    return (await stat(path)).isDirectory() ? join(path, "config.json") : path;
  } catch (error) {
    throw fileError(error, { where, action: "read", path });
  }
}
