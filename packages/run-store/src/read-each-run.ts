/** What each folder of a folder of runs holds. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "@resonance-rope/contracts";
import { fileError } from "@resonance-rope/contracts/node";
import { noRecord } from "./find-run.js";

export interface UnreadableRun {
  readonly directory: string;
  readonly reason: string;
}

export interface EachRun<Kept> {
  /** By directory name. */
  readonly found: readonly Kept[];
  /** Folders that are none, or a broken one. */
  readonly failures: readonly UnreadableRun[];
}

/**
 * One bad folder does not hide the others; only a runs folder that cannot be read is an error.
 * @param isMeant whether a folder of this name is looked at; those that begin with a dot never are.
 * @param read null where there is no record.
 * @param keep what to hold of each.
 */
export async function readEachRun<Run, Kept>(
  runsDirectory: string,
  where: string,
  isMeant: (name: string) => boolean,
  read: (directory: string) => Run | null,
  keep: (run: Run) => Kept,
): Promise<EachRun<Kept>> {
  const entries = await readdir(runsDirectory, { withFileTypes: true }).catch((error: unknown) => {
    throw fileError(error, { where, action: "read", path: runsDirectory });
  });
  const found: Kept[] = [];
  const failures: UnreadableRun[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || !isMeant(entry.name)) continue;
    if (!(entry.isDirectory() || entry.isSymbolicLink())) continue;
    const directory = join(runsDirectory, entry.name);
    let run: Run | null;
    try {
      run = read(directory);
      if (run === null) throw noRecord(directory, where);
    } catch (error) {
      failures.push({ directory, reason: messageOf(error) });
      continue;
    }
    found.push(keep(run));
  }
  return { found, failures };
}
