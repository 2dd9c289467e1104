/** Run folders in, the site out. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "@resonance-rope/run-store";
import { readRuns } from "./read-runs.js";
import { reportData } from "./report-data.js";
import type { UnusedRun } from "./unused-run.js";
import { removeEarlierPages } from "./remove-earlier-pages.js";
import { isPage, siteFiles } from "./site-files.js";

export interface ReportBuilt {
  /** Paths of the pages written. */
  readonly pages: readonly string[];
  /** Runs whose numbers are on the pages. */
  readonly records: number;
  readonly unused: readonly UnusedRun[];
}

export async function buildReport(runsDirectories: readonly string[], outDirectory: string): Promise<ReportBuilt> {
  const data = reportData(await readRuns(runsDirectories));
  await mkdir(outDirectory, { recursive: true });
  const pages: string[] = [];
  const files = siteFiles(data);
  for (const { file, text } of files) {
    const path = join(outDirectory, file);
    await writeAtomically(path, await text());
    if (isPage(file)) pages.push(path);
  }
  await removeEarlierPages(outDirectory, new Set(files.map(({ file }) => file)));
  return { pages, records: data.records, unused: data.unused };
}
