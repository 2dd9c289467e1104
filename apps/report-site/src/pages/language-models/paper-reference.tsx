/** What the paper measured on language models, to hold others against. */
import { paperLEval, paperLEvalTasks } from "@resonance-rope/llm-eval";
import type { VNode } from "preact";
import { DataTable } from "../data-table.js";

export function PaperReference(): VNode {
  return (
    <section aria-labelledby="paper">
      <h2 id="paper">The paper’s own numbers</h2>
      <p>
        The paper fine-tunes LLaMA2-Chat with YaRN and with Resonance YaRN before it measures, and takes two other
        scalings as they are. Its Table 2 asks L-Eval’s closed-ended questions, in percent right:
      </p>
      <DataTable
        class="numbers"
        caption="Table 2 of the paper: LLaMA2-Chat on L-Eval"
        columns={["model and encoding", "fine-tuned at", ...paperLEvalTasks, "average"]}
        rows={paperLEval.map(({ model, context, encoding, fineTuned, scores, average }) => [
          `${model} to ${context}K, ${encoding}`,
          fineTuned === null ? "not" : `${fineTuned}K`,
          ...scores.map((score) => score.toFixed(2)),
          average.toFixed(2),
        ])}
      />
      <p class="note">
        Figure 4 of the paper draws perplexity on GovReport and Proofpile at growing lengths, with Resonance YaRN
        lowest. It prints no numbers, so there are none to show here.
      </p>
    </section>
  );
}
