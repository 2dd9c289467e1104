/** The site of a folder of runs that still changes: made anew when it has, and whoever looks at it is told. */
import { readRuns, type RunsReadBefore } from "./read-runs.js";
import { type ReportData, reportData } from "./report-data.js";
import { siteFiles } from "./site-files.js";

export interface LiveSite {
  readonly data: () => ReportData;
  /** The names of its pages. */
  readonly pages: () => readonly string[];
  /** The text of a page; undefined if there is none of that name. */
  readonly page: (file: string) => string | undefined;
  /** Reads what has changed since; true if anything has, and then the pages are those of now. */
  readonly refresh: () => Promise<boolean>;
}

export async function liveSite(runsDirectory: string): Promise<LiveSite> {
  const before: RunsReadBefore = new Map();
  let data = reportData({ finished: [], unused: [] });
  let shown = "";
  let pages = new Map<string, string>();
  const site: LiveSite = {
    data: () => data,
    pages: () => [...pages.keys()],
    page: (file) => pages.get(file),
    async refresh() {
      const read = await readRuns(runsDirectory, before);
      const now = JSON.stringify([
        [...before].map(([folder, { stamp }]) => [folder, stamp]),
        read.unused,
        read.evaluations,
      ]);
      if (now === shown) return false;
      data = reportData(read);
      const fresh = new Map<string, string>();
      for await (const { file, html } of siteFiles(data, { live: true })) fresh.set(file, html);
      [pages, shown] = [fresh, now];
      return true;
    },
  };
  await site.refresh();
  return site;
}
