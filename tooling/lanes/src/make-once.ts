/**
 * A folder in the cache that is made once and then kept.
 *
 * The file `complete` is written last, so that what was interrupted is made again. Made in place, not moved there:
 * a Python environment holds its own path.
 */
import { existsSync } from "node:fs";
import { lstat, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { laneFolder } from "./lane-folder.js";

/** The folder `name`, with what `make` puts into it; `what` is it in words. */
export async function makeOnce(name: string, what: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(laneFolder(), name);
  const marker = join(folder, "complete");
  if (existsSync(marker)) {
    process.stdout.write(`  ${what}: there\n`);
    return folder;
  }
  process.stdout.write(`  ${what}: making it, once\n`);
  const start = performance.now();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await make(folder);
  await writeFile(marker, "");
  const [megabytes, seconds] = [(await bytesIn(folder)) / 1e6, (performance.now() - start) / 1000];
  process.stdout.write(`  ${what}: ${megabytes.toFixed(0)} MB in ${seconds.toFixed(0)} s\n`);
  return folder;
}

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await lstat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
