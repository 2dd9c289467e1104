/** Every page of the site as the text of its file, one at a time: a site of a thousand runs is never whole in memory. */
import type { VNode } from "preact";
import { explorerLines } from "./explorer-data.js";
import { pageScript } from "./page-script.js";
import { Document } from "./pages/document.js";
import { ExperimentSection } from "./pages/experiment-section.js";
import { renderPage } from "./pages/render-page.js";
import { Results } from "./pages/results.js";
import type { Experiment, ReportData } from "./report-data.js";
import { sitePages } from "./site-pages.js";
import { taskWords } from "./task-words.js";

export interface SiteFile {
  readonly file: string;
  readonly html: string;
}

export interface SiteOptions {
  /** Pages that show themselves anew as runs go on; they want a server. */
  readonly live?: boolean;
}

export async function* siteFiles(data: ReportData, { live = false }: SiteOptions = {}): AsyncGenerator<SiteFile> {
  const liveScript = live ? await pageScript("live") : null;
  const file = (name: string, page: VNode): SiteFile => ({ file: name, html: renderPage(page) });
  const reading = await pageScript("reading");
  const { results } = sitePages;

  const lines = explorerLines(data.experiments);
  yield file(
    results.file,
    <Document
      title="Results"
      page={results}
      script={await pageScript("results")}
      live={liveScript}
      data={{ lines }}
      encodings={lines.map(({ style }) => style)}
    >
      <Results data={data} lines={lines} />
    </Document>,
  );
  for (const experiment of data.experiments) {
    yield file(
      `${experiment.anchor}.html`,
      <Document
        title={taskWords(experiment.plan.task).title}
        page={results}
        script={reading}
        live={liveScript}
        encodings={stylesOf(experiment)}
      >
        <ExperimentSection experiment={experiment} />
      </Document>,
    );
  }
}

const stylesOf = ({ encodings }: Experiment) => encodings.map(({ style }) => style);
