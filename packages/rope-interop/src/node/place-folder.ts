/** Where a new folder may go, and putting it there. */
import { randomUUID } from "node:crypto";
import { readdir, realpath, rename, rm } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { codeOf, fileError } from "@resonance-rope/contracts/node";

const where = "exportFolder";

/**
 * @throws ResonanceError where the output is the input, or inside it or around it, or where something stands that
 *   may not be replaced: only a folder with a config.json ever is.
 */
export async function requireFolderFree(input: string, out: string, isReplaced: boolean): Promise<void> {
  const from = await realpath(input).catch((error: unknown) => {
    throw fileError(error, { where, action: "read", path: input });
  });
  const to = await realPlace(resolve(out));
  if (from === to) throw refuse("another folder than the input's", out);
  if (isInside(to, from)) throw refuse("a folder outside the input's", out);
  if (isInside(from, to)) throw refuse("a folder that does not hold the input's", out);
  const names: string[] = await readdir(to).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    if (codeOf(error) === "ENOTDIR") throw refuse(`no folder at ${out}, or an empty one`, "a file");
    throw fileError(error, { where, action: "write", path: out });
  });
  if (names.length === 0) return;
  if (!isReplaced)
    throw refuse(`no folder at ${out}, or an empty one`, "one with files", "choose another, or ask to replace it");
  if (!names.includes("config.json"))
    throw refuse(`a model's folder to replace at ${out}`, "one without a config.json", "choose another");
}

/**
 * @param out absolute. What is there is renamed aside, and removed once the new folder has its place; a kill in between
 *   leaves it beside as `.UUID.old`.
 */
export async function placeFolder(prepared: string, out: string): Promise<void> {
  const place = await realPlace(out);
  const aside = join(dirname(prepared), `.${randomUUID()}.old`);
  const isThere = await rename(place, aside).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    },
  );
  try {
    await rename(prepared, place);
  } catch (error) {
    if (isThere) await rename(aside, place);
    throw error;
  }
  if (isThere) await rm(aside, { recursive: true, force: true });
}

/** The path without symbolic links, of which the last parts may not be there yet. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPlace(parent), relative(parent, path));
  }
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

function refuse(expected: string, received: string, remedy?: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received, remedy });
}
