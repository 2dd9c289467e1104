/** The names of files that are not finished, and what to do with those that a killed process left. */
import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A name that no other process uses, in the folder of `path`, so that a rename to it stays on one disk. */
export function temporaryPathFor(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
}

/** For the holder of the run's lock alone: another's file may be in use. A folder that is not there has none. */
export async function removeTemporaryFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (name.startsWith(".") && name.endsWith(".tmp")) await rm(join(folder, name), { force: true });
  }
}
