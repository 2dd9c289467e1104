/** The first page: the question, the answers, and what was compared. */
import type { VNode } from "preact";
import { counted } from "../format-number.js";
import type { ExplorerLine } from "../explorer-line.js";
import type { ReportData } from "../report-data.js";
import { Answer } from "./answer.js";
import { Explorer } from "./explorer/explorer.js";
import { Explanation } from "./explanation.js";
import { NoRuns } from "./no-runs.js";
import { UnusedRuns } from "./unused-runs.js";

/** Further experiments are in the table alone. */
const mostAnswers = 12;

export interface ResultsProps {
  readonly data: ReportData;
  readonly lines: readonly ExplorerLine[];
}

export function Results({ data: { experiments, unused, records }, lines }: ResultsProps): VNode {
  const [experiment] = experiments;
  return (
    <>
      <header>
        <h1>
          Does rounding every rotary wavelength to a whole number of tokens help a transformer past its trained length?
        </h1>
      </header>
      {experiment === undefined ? (
        <NoRuns />
      ) : (
        <>
          <div class="answers">
            {experiments.slice(0, mostAnswers).map((each) => (
              <Answer key={each.anchor} experiment={each} />
            ))}
          </div>
          <div id="explorer-part">
            <Explorer lines={lines} />
          </div>
          <Explanation experiment={experiment} />
        </>
      )}
      <UnusedRuns unused={unused} />
      <p class="note">Drawn from {counted(records, "finished run")}.</p>
    </>
  );
}
