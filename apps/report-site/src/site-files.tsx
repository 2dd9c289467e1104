/** Every page of the site, drawn when it is asked for: a site of a thousand runs is never whole in memory. */
import type { VNode } from "preact";
import { explorerLines } from "./explorer-data.js";
import { pageScript } from "./page-script.js";
import { encodingStyle } from "./palette.js";
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
import { Playground } from "./pages/playground/playground.js";
import { playgroundProps } from "./pages/playground/playground-props.js";
import { playgroundStyle } from "./pages/playground/playground-style.js";
import { renderPage } from "./pages/render-page.js";
import { RunList } from "./pages/run-list.js";
import { Results } from "./pages/results.js";
import { exampleProps } from "./pages/your-model/example-props.js";
import { offeredStyles } from "./pages/your-model/offered-styles.js";
import { YourModel } from "./pages/your-model/your-model.js";
import { yourModelStyle } from "./pages/your-model/your-model-style.js";
import { machineFile } from "./playground/machine-file.js";
import type { ReportData } from "./report-data.js";
import { sitePages } from "./site-pages.js";
import { taskWords } from "./task-words.js";

export interface SiteFile {
  /** Its name in the site's folder. */
  readonly file: string;
  readonly text: () => Promise<string>;
}

/** The others are what pages load. */
export const isPage = (file: string): boolean => file.endsWith(".html");

export interface SiteOptions {
  /** Pages of runs show themselves anew as those go on; that wants a server. */
  readonly live?: boolean;
}

export function siteFiles(data: ReportData, { live = false }: SiteOptions = {}): readonly SiteFile[] {
  /** @param name of the script that takes the page over. */
  const scripts = async (name: string | null, follows = false) => ({
    reading: await pageScript("reading"),
    script: name === null ? null : await pageScript(name),
    live: live && follows ? await pageScript("live") : null,
  });
  const page = (file: string, draw: () => Promise<VNode>): SiteFile => ({
    file,
    text: async () => renderPage(await draw()),
  });
  return [
    page(sitePages.results.file, async () => {
      const lines = explorerLines(data.experiments);
      return (
        <Document
          title="Results"
          page={sitePages.results}
          {...await scripts("results", true)}
          data={{ lines }}
          encodings={lines.map(({ style }) => style)}
        >
          <Results data={data} lines={lines} />
        </Document>
      );
    }),
    ...data.experiments.flatMap((experiment) => {
      const { anchor, encodings, plan } = experiment;
      const { title } = taskWords(plan.task);
      const frame = async () => ({
        page: sitePages.results,
        ...(await scripts(null, true)),
        encodings: encodings.map(({ style }) => style),
      });
      return [
        page(`${anchor}.html`, async () => (
          <Document title={title} {...await frame()}>
            <ExperimentSection experiment={experiment} />
          </Document>
        )),
        page(`${anchor}-runs.html`, async () => (
          <Document title={`${title}: the runs`} {...await frame()}>
            <RunList experiment={experiment} />
          </Document>
        )),
      ];
    }),
    page(sitePages.idea.file, async () => {
      const found = findings(data.experiments);
      return (
        <Document
          title="The idea"
          page={sitePages.idea}
          {...await scripts("idea")}
          data={{ findings: found }}
          style={ideaStyle}
          encodings={headEncodings(ideaForm.initial.head).map(({ style }) => style)}
        >
          <Idea findings={found} />
        </Document>
      );
    }),
    page(sitePages.posGen.file, async () => (
      <Document title="PosGen" page={sitePages.posGen} {...await scripts("posgen")} style={posGenStyle}>
        <PosGen />
      </Document>
    )),
    page(sitePages.languageModels.file, async () => (
      <Document
        title="Language models"
        page={sitePages.languageModels}
        {...await scripts(null, true)}
        style={languageModelsStyle}
        encodings={data.evaluations.flatMap(({ evaluated }) => evaluated.map(({ style }) => style))}
      >
        <LanguageModels groups={data.evaluations} />
      </Document>
    )),
    page(sitePages.yourModel.file, async () => {
      const example = await exampleProps();
      return (
        <Document
          title="Your model"
          page={sitePages.yourModel}
          {...await scripts("your-model")}
          data={example}
          style={yourModelStyle}
          encodings={offeredStyles}
        >
          <YourModel {...example} />
        </Document>
      );
    }),
    page(sitePages.playground.file, async () => {
      const played = await playgroundProps();
      return (
        <Document
          title="Playground"
          page={sitePages.playground}
          {...await scripts("playground")}
          data={played}
          policy={["worker-src blob:", "script-src 'strict-dynamic' 'wasm-unsafe-eval'"]}
          style={playgroundStyle}
          encodings={played.models.map(({ plan }) => encodingStyle(plan.rope))}
        >
          <Playground {...played} />
        </Document>
      );
    }),
    { file: machineFile, text: async () => (await pageScript("playground-machine")).text },
  ];
}
