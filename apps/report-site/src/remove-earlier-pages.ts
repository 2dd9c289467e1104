/** Removes the pages of experiments that an earlier build left in a folder, and that the runs of now do not have. */
import { open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** In the head of every page that this program writes. */
export const generator = "resonance-report";

/** As `anchorOf` names them; every other page is written by each build. */
const ofExperiment = /-[0-9a-f]{6}(?:-runs)?\.html$/u;

/** @param current names of the pages that stay. */
export async function removeEarlierPages(directory: string, current: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (!entry.isFile() || !ofExperiment.test(entry.name) || current.has(entry.name)) continue;
    const path = join(directory, entry.name);
    if (await isOurs(path)) await rm(path);
  }
}

/** Its head says so, in its first lines. */
async function isOurs(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(512) });
    return buffer.toString("utf8", 0, bytesRead).includes(`<meta name="generator" content="${generator}"`);
  } finally {
    await file.close();
  }
}
