/** What a page without a finished run says: what to type to have one. */
import type { VNode } from "preact";
import { CommandLines } from "./command-lines.js";

const commands = [
  "npx resonance train --task chain-of-thought --scaling none --out runs",
  "npx resonance train --task chain-of-thought --scaling none --resonance --out runs",
  "npx resonance-report build --runs runs --out report",
];

export function NoRuns(): VNode {
  return (
    <section aria-labelledby="no-runs">
      <h2 id="no-runs">No finished run yet</h2>
      <p>This page fills itself from run folders. Two short trainings make the first comparison:</p>
      <CommandLines commands={commands} />
    </section>
  );
}
