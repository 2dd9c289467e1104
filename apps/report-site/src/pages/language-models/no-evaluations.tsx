/** What the page says before there is an evaluation: what to type to have one. */
import type { VNode } from "preact";
import { CommandLines } from "../command-lines.js";

const commands = [
  "npx resonance eval perplexity --model model.gguf --text book.txt --length 16384 --out runs",
  "npx resonance eval perplexity --model model.gguf --text book.txt --length 16384 --scaling yarn --factor 4 --out runs",
  "npx resonance eval perplexity --model model.gguf --text book.txt --length 16384 --scaling yarn --factor 4 --resonance --out runs",
  "npx resonance eval passkey --model model.gguf --length 4096 8192 16384 --depth 0 0.5 1 --out runs",
  "npx resonance-report build --runs runs --out report",
];

export function NoEvaluations(): VNode {
  return (
    <section aria-labelledby="no-evaluations">
      <h2 id="no-evaluations">No evaluation yet</h2>
      <p>
        This page fills itself from evaluations in the runs folder. With a GGUF and a text that is longer than the model
        was trained on, these make the first comparison:
      </p>
      <CommandLines commands={commands} />
    </section>
  );
}
