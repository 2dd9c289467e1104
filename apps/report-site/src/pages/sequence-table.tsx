/** A sequence as a table: what each token is made from, and how. */
import type { SequenceTask } from "@resonance-rope/contracts";
import type { VNode } from "preact";
import { readBy, ruleInWords } from "../made-from.js";
import { FoldedTable } from "./data-table.js";

export function SequenceTable({ task, tokens }: { task: SequenceTask; tokens: Int32Array }): VNode {
  const seedTokens = task.farTokens + task.nearTokens;
  const rows = Array.from(tokens, (token, index) => {
    if (index < seedTokens) return [index + 1, token, "", "given"];
    const positions = readBy(task, index).map((source) => source + 1);
    return [index + 1, token, positions.join(", "), ruleInWords(task, tokens, index)];
  });
  return (
    <FoldedTable
      summary="The sequence as a table"
      caption={`What follows from the seed ${tokens.subarray(0, seedTokens).join(" ")}`}
      columns={["position", "token", "made from positions", "how"]}
      rows={rows}
    />
  );
}
