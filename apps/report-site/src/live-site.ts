/** The site of folders of runs that still change: read anew when they have, its pages drawn when they are asked for. */
import { readRuns, type RunsReadBefore } from "./read-runs.js";
import { type ReportData, type RunsRead, reportData } from "./report-data.js";
import { type SiteFile, isPage, siteFiles } from "./site-files.js";

export interface LiveSite {
  readonly data: () => ReportData;
  /** The names of its pages. */
  readonly pages: () => readonly string[];
  /** The text of a file; undefined if there is none of that name. */
  readonly text: (file: string) => Promise<string> | undefined;
  /** Reads what has changed since; true if anything has, and then the pages are those of now. */
  readonly refresh: () => Promise<boolean>;
}

export async function liveSite(runsDirectories: readonly string[]): Promise<LiveSite> {
  const before: RunsReadBefore = new Map();
  const first = await readRuns(runsDirectories, before);
  let data = reportData(first);
  let files = drawnOnce(siteFiles(data, { live: true }));
  let shown = stateOf(before, first);
  return {
    data: () => data,
    pages: () => [...files.keys()].filter(isPage),
    text: (file) => files.get(file)?.(),
    async refresh() {
      const read = await readRuns(runsDirectories, before);
      const now = stateOf(before, read);
      if (now === shown) return false;
      data = reportData(read);
      files = drawnOnce(siteFiles(data, { live: true }));
      shown = now;
      return true;
    },
  };
}

/** Another one for whatever changes a page. */
function stateOf(before: RunsReadBefore, { unused, evaluations }: RunsRead): string {
  return JSON.stringify([[...before].map(([folder, { stamp }]) => [folder, stamp]), unused, evaluations]);
}

/** Each file's text by its name, kept once it is there. */
function drawnOnce(files: readonly SiteFile[]): ReadonlyMap<string, () => Promise<string>> {
  return new Map(
    files.map(({ file, text }) => {
      let drawn: Promise<string> | undefined;
      return [file, () => (drawn ??= text())];
    }),
  );
}
