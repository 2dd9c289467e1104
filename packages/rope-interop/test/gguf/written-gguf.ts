/** A folder that GGUFs are written to: a test's own, removed after it, by when no file in it may be open. */
import { readdirSync, readlinkSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import type { GgufEdits } from "../../src/gguf/gguf-edits.js";
import { openGguf } from "../../src/node/open-gguf.js";
import { type WriteGgufOptions, type WrittenGguf, writeGguf } from "../../src/node/write-gguf.js";
import { edits } from "./tiny-model.js";

export let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "write-gguf-"));
});
afterEach(async () => {
  const left = openFiles();
  await rm(folder, { recursive: true });
  expect(left).toEqual([]);
});

/** Of the test's folder, which this process has open; Linux alone tells. */
function openFiles(): string[] {
  if (process.platform !== "linux") return [];
  const targets = readdirSync("/proc/self/fd").map((descriptor) => {
    try {
      return readlinkSync(join("/proc/self/fd", descriptor));
    } catch {
      // The one that read the folder.
      return "";
    }
  });
  return targets.filter((target) => target.startsWith(folder));
}

export async function put(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

export async function write(
  input: string,
  output: string,
  each: GgufEdits = edits,
  options: WriteGgufOptions = {},
): Promise<WrittenGguf> {
  const model = await openGguf(input);
  try {
    return await writeGguf(model, join(folder, output), each, options);
  } finally {
    await model.close();
  }
}
