/**
 * Writes a GGUF with edits beside its input, which is only ever read. Each file is written under a temporary name,
 * synced, read back and checked, and all are renamed at the end: on an error or an abort nothing new is there. But files
 * that replaced others stay, where an error comes after their renaming.
 */
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileError, syncFile, syncFolder } from "@resonance-rope/contracts/node";
import { checkGgufRewrite } from "../gguf/check-gguf-rewrite.js";
import type { GgufEdits } from "../gguf/gguf-edits.js";
import { outputNames } from "../gguf/output-names.js";
import { type PlannedPart, planGgufModelRewrite } from "../gguf/plan-gguf-model-rewrite.js";
import { type CopyOptions, copyPieces } from "./copy-pieces.js";
import { type FileSource, openFileSource } from "./file-source.js";
import { linkOrCopy } from "./link-or-copy.js";
import type { OpenGguf } from "./open-gguf.js";
import { type Occupant, refuse, requireFree } from "./require-free.js";

const where = "writeGguf";

export interface WriteGgufOptions {
  /** Whether files of that name may be replaced, the input never; default false. */
  readonly replace?: boolean;
  /** Called as it goes, with bytes of all parts. */
  onProgress?(writtenBytes: number, totalBytes: number): void;
  readonly signal?: AbortSignal;
}

export interface WrittenGguf {
  /** Paths, the one that engines are given first. */
  readonly written: readonly string[];
  /** Bytes of all of them; a part that is linked to the input's counts whole. */
  readonly writtenBytes: number;
}

type Part = PlannedPart & OpenGguf["parts"][number] & { readonly path: string; readonly occupant: Occupant };

/** @param path of the output; parts of a split model are named after it. */
export async function writeGguf(
  input: OpenGguf,
  path: string,
  edits: GgufEdits,
  { replace = false, onProgress, signal }: WriteGgufOptions = {},
): Promise<WrittenGguf> {
  const parts = await placeParts(input, path, edits, replace);
  const totalBytes = parts.reduce((total, { rewrite }) => total + rewrite.length, 0);
  const temporaries = new Map<string, string>();
  const renamed: Part[] = [];
  let finishedBytes = 0;
  try {
    for (const part of parts) {
      signal?.throwIfAborted();
      const before = finishedBytes;
      const onBytes = (bytes: number): void => onProgress?.(before + bytes, totalBytes);
      if (part.occupant !== "its-input") {
        const temporary = join(dirname(part.path), `.${randomUUID()}.tmp`);
        temporaries.set(part.path, temporary);
        await writePart(part, temporary, { onBytes, ...(signal === undefined ? {} : { signal }) });
      }
      finishedBytes += part.rewrite.length;
      onBytes(part.rewrite.length);
    }
    for (const part of parts) {
      const temporary = temporaries.get(part.path);
      if (temporary === undefined) continue;
      await rename(temporary, part.path);
      renamed.push(part);
    }
    await syncFolder(dirname(path));
  } catch (error) {
    for (const temporary of temporaries.values()) await rm(temporary, { force: true });
    for (const part of renamed) if (part.occupant === "nothing") await rm(part.path, { force: true });
    if (signal?.aborted) throw error;
    throw fileError(error, { where, action: "write", path });
  }
  return { written: parts.map((part) => part.path), writtenBytes: totalBytes };
}

async function placeParts(input: OpenGguf, path: string, edits: GgufEdits, replace: boolean): Promise<readonly Part[]> {
  const planned = planGgufModelRewrite(input, edits);
  const names = outputNames(path, planned.length);
  const parts: Part[] = [];
  for (const [index, opened] of input.parts.entries()) {
    const [plan, name] = [planned[index], names[index]];
    if (plan === undefined || name === undefined) continue;
    const occupant = await requireFree(name, opened.source.name, replace);
    // An unchanged part may be a link to the input's already: an earlier export made it one.
    const isLinkedBefore = occupant === "its-input" && plan.isUnchanged && replace;
    if (occupant === "its-input" && !isLinkedBefore)
      throw refuse("another name than the input's", `${name}, which is ${opened.source.name}`);
    parts.push({ ...plan, ...opened, path: name, occupant });
  }
  return parts;
}

async function writePart(
  { source, header, edits, rewrite, isUnchanged }: Part,
  path: string,
  options: CopyOptions,
): Promise<void> {
  if (isUnchanged) return linkPart(source, path, options);
  const output = await open(path, "wx");
  try {
    await copyPieces(source, output, rewrite, options);
    await syncFile(output);
  } finally {
    await output.close();
  }
  const written = await openFileSource(path);
  try {
    await checkGgufRewrite(written, header, edits);
  } finally {
    await written.close();
  }
}

async function linkPart(
  { name, length }: FileSource,
  path: string,
  { onBytes, ...options }: CopyOptions,
): Promise<void> {
  let written = 0;
  await linkOrCopy({ path: name, size: length }, path, {
    ...options,
    onBytes: (bytes) => onBytes?.((written += bytes)),
  });
}
