/** The report's first page: the question, the answers, what was compared, and every experiment in full. */
import type { VNode } from "preact";
import { counted } from "../format-number.js";
import type { ReportData } from "../report-data.js";
import { Answer } from "./answer.js";
import { Document } from "./document.js";
import { ExperimentSection } from "./experiment-section.js";
import { Explanation } from "./explanation.js";
import { NoRuns } from "./no-runs.js";
import { UnusedRuns } from "./unused-runs.js";

export function IndexPage({ data }: { data: ReportData }): VNode {
  const { experiments, unused, records } = data;
  const [experiment] = experiments;
  return (
    <Document
      title="Resonance RoPE: report"
      encodings={experiments.flatMap(({ encodings }) => encodings.map(({ style }) => style))}
    >
      <header>
        <p class="kicker">Resonance RoPE</p>
        <h1>
          Does rounding every rotary wavelength to a whole number of tokens help a transformer past its trained length?
        </h1>
      </header>
      <main>
        {experiment === undefined ? (
          <NoRuns />
        ) : (
          <>
            <div class="answers">
              {experiments.map((each) => (
                <Answer key={each.anchor} experiment={each} />
              ))}
            </div>
            <Explanation experiment={experiment} />
            {experiments.map((each) => (
              <ExperimentSection key={each.anchor} experiment={each} />
            ))}
          </>
        )}
        <UnusedRuns unused={unused} />
      </main>
      <footer>
        <p>
          Drawn from {counted(records, "finished run")}. The paper: Wang, Kobyzev, Lu, Rezagholizadeh and Liu,{" "}
          <cite>Resonance RoPE: Improving Context Length Generalization of Large Language Models</cite>, Findings of ACL
          2024, <a href="https://arxiv.org/abs/2403.00071">arXiv 2403.00071</a>.
        </p>
      </footer>
    </Document>
  );
}
