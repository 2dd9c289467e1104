/** Run folders in, the report's pages out. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "@resonance-rope/run-store";
import { IndexPage } from "./pages/index-page.js";
import { renderPage } from "./pages/render-page.js";
import { readRuns } from "./read-runs.js";
import { type UnusedRun, reportData } from "./report-data.js";

export interface ReportBuilt {
  /** Paths of the files written. */
  readonly pages: readonly string[];
  /** Runs whose numbers are on the pages. */
  readonly records: number;
  readonly unused: readonly UnusedRun[];
}

export async function buildReport(runsDirectory: string, outDirectory: string): Promise<ReportBuilt> {
  const data = reportData(await readRuns(runsDirectory));
  await mkdir(outDirectory, { recursive: true });
  const index = join(outDirectory, "index.html");
  await writeAtomically(index, renderPage(<IndexPage data={data} />));
  return { pages: [index], records: data.records, unused: data.unused };
}
