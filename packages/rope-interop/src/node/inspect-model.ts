/** Inspects whatever a model is stored as: a folder, a config, a GGUF, or an address of one. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import type { ByteSource } from "../byte-source.js";
import { splitNames } from "../gguf/split-names.js";
import { longestConfig } from "../hugging-face/parse-config.js";
import { inspectConfig } from "../inspect-config.js";
import { inspectGguf } from "../inspect-gguf.js";
import type { InspectOptions, Inspection } from "../inspection.js";
import { urlSource } from "../url-source.js";
import { fileError } from "./file-error.js";
import { openFileSource } from "./file-source.js";
import { openGguf } from "./open-gguf.js";

const where = "inspectModel";
const ggufMagic = "GGUF";

/** @param location a path or a URL: what opens with "GGUF" is a GGUF, a folder is its config.json, all else is a config. */
export async function inspectModel(location: string, options: InspectOptions = {}): Promise<Inspection> {
  if (/^https?:\/\//iu.test(location)) return inspectUrl(location, options);
  const path = await configOf(location);
  const source = await openFileSource(path);
  let isGguf: boolean;
  try {
    isGguf = await opensAsGguf(source);
    if (!isGguf) return inspectConfig(await readText(source), options);
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
  if (!(await opensAsGguf(source))) return inspectConfig(await readText(source), options);
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

async function opensAsGguf(source: ByteSource): Promise<boolean> {
  if (source.length < ggufMagic.length) return false;
  return new TextDecoder("latin1").decode(await source.read(0, ggufMagic.length)) === ggufMagic;
}

/** A config that is far too long is something else, and not read. */
async function readText(source: ByteSource): Promise<string> {
  if (source.length > longestConfig)
    throw new ResonanceError({
      kind: "invalid-file",
      where,
      expected: `a GGUF, or a config.json of at most ${longestConfig} bytes`,
      received: `${source.length} bytes of something else in ${source.name}`,
    });
  const bytes = await source.read(0, source.length);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const received = `other bytes in ${source.name}`;
    throw new ResonanceError({ kind: "invalid-file", where, expected: "a config.json in UTF-8", received, cause });
  }
}
