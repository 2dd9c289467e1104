/** A file again under another name: a link where the disk can, which costs no space, or else a copy. */
import { link, realpath } from "node:fs/promises";
import { type CopyWholeOptions, copyWhole } from "./copy-whole.js";
import type { FolderFile } from "./folder-files.js";

/** @param to a name that is free, in a folder that is there. */
export async function linkOrCopy(
  { path, size }: Pick<FolderFile, "path" | "size">,
  to: string,
  options: CopyWholeOptions,
): Promise<void> {
  // Linking a symbolic link would link the link.
  const file = await realpath(path);
  try {
    await link(file, to);
  } catch {
    // Another disk, or one without links.
    return copyWhole(file, to, options);
  }
  options.onBytes(size);
}
