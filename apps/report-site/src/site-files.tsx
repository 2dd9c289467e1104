/** Every page of the site as the text of its file, one at a time: a site of a thousand runs is never whole in memory. */
import type { VNode } from "preact";
import { explorerLines } from "./explorer-data.js";
import { pageScript } from "./page-script.js";
import { Document } from "./pages/document.js";
import { ExperimentSection } from "./pages/experiment-section.js";
import { findings } from "./pages/idea/findings.js";
import { headEncodings } from "./pages/idea/head-encodings.js";
import { Idea } from "./pages/idea/idea.js";
import { ideaForm } from "./pages/idea/idea-state.js";
import { ideaStyle } from "./pages/idea/idea-style.js";
import { LanguageModels } from "./pages/language-models/language-models.js";
import { languageModelsStyle } from "./pages/language-models/language-models-style.js";
import { PosGen } from "./pages/posgen/posgen.js";
import { posGenStyle } from "./pages/posgen/posgen-style.js";
import { renderPage } from "./pages/render-page.js";
import { RunList } from "./pages/run-list.js";
import { Results } from "./pages/results.js";
import { exampleProps } from "./pages/your-model/example-props.js";
import { offeredStyles } from "./pages/your-model/offered-styles.js";
import { YourModel } from "./pages/your-model/your-model.js";
import { yourModelStyle } from "./pages/your-model/your-model-style.js";
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
    const { title } = taskWords(experiment.plan.task);
    const frame = { page: results, script: reading, live: liveScript, encodings: stylesOf(experiment) };
    yield file(
      `${experiment.anchor}.html`,
      <Document title={title} {...frame}>
        <ExperimentSection experiment={experiment} />
      </Document>,
    );
    yield file(
      `${experiment.anchor}-runs.html`,
      <Document title={`${title}: the runs`} {...frame}>
        <RunList experiment={experiment} />
      </Document>,
    );
  }
  const found = findings(data.experiments);
  yield file(
    sitePages.idea.file,
    <Document
      title="The idea"
      page={sitePages.idea}
      script={await pageScript("idea")}
      data={{ findings: found }}
      style={ideaStyle}
      encodings={headEncodings(ideaForm.initial.head).map(({ style }) => style)}
    >
      <Idea findings={found} />
    </Document>,
  );
  yield file(
    sitePages.posGen.file,
    <Document title="PosGen" page={sitePages.posGen} script={await pageScript("posgen")} style={posGenStyle}>
      <PosGen />
    </Document>,
  );
  yield file(
    sitePages.languageModels.file,
    <Document
      title="Language models"
      page={sitePages.languageModels}
      script={reading}
      live={liveScript}
      style={languageModelsStyle}
      encodings={data.evaluations.flatMap(({ evaluated }) => evaluated.map(({ style }) => style))}
    >
      <LanguageModels groups={data.evaluations} />
    </Document>,
  );
  const example = await exampleProps();
  yield file(
    sitePages.yourModel.file,
    <Document
      title="Your model"
      page={sitePages.yourModel}
      script={await pageScript("your-model")}
      data={example}
      style={yourModelStyle}
      encodings={offeredStyles}
    >
      <YourModel {...example} />
    </Document>,
  );
}

const stylesOf = ({ encodings }: Experiment) => encodings.map(({ style }) => style);
