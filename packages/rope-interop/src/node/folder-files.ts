/** The files of a model's folder, its subfolders' too. */
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { fileError } from "@resonance-rope/contracts/node";

const where = "exportFolder";

export interface FolderFile {
  /** From the folder, `/` or `\` between its parts as the system has it. */
  readonly name: string;
  /** Where its bytes are: in the cache of the hub's client, the name is a link to them. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/** What tools keep beside a model: its history, and notes of a download. */
const notTheModel: ReadonlySet<string> = new Set([".git", ".cache"]);
/** Models have one or two. */
const deepestFolder = 16;

/** @param without names in the folder itself. @throws ResonanceError on whatever is no file and no folder. */
export async function folderFiles(folder: string, without: ReadonlySet<string>): Promise<readonly FolderFile[]> {
  try {
    return await filesBelow(folder, "", new Set([...without, ...notTheModel]), 0);
  } catch (error) {
    throw fileError(error, { where, action: "read", path: folder });
  }
}

async function filesBelow(
  root: string,
  below: string,
  without: ReadonlySet<string>,
  depth: number,
): Promise<readonly FolderFile[]> {
  if (depth > deepestFolder) throw unfit(`at most ${deepestFolder} folders inside each other`, below);
  const files: FolderFile[] = [];
  const entries = await readdir(join(root, below), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = join(below, entry.name);
    if (without.has(entry.name)) continue;
    if (entry.isDirectory()) files.push(...(await filesBelow(root, name, notTheModel, depth + 1)));
    else if (entry.isFile() || entry.isSymbolicLink()) files.push(await fileAt(root, name));
    else throw unfit("files and folders alone", `a pipe, a socket or a device, ${name}`);
  }
  return files;
}

async function fileAt(root: string, name: string): Promise<FolderFile> {
  const path = await realpath(join(root, name)).catch(() => {
    throw unfit("links that lead to a file", `${name}, which leads nowhere`);
  });
  const status = await stat(path);
  if (!status.isFile()) throw unfit("links that lead to a file", `${name}, which leads to something else`);
  return { name, path, size: status.size };
}

function unfit(expected: string, received: string): ResonanceError {
  return new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: `a folder of ${expected}`,
    received,
    remedy: "remove it, or export the config alone",
  });
}
