/** A sequence as a table: what each token is made from, and how. */
import type { SequenceTask } from "@resonance-rope/contracts";
import type { VNode } from "preact";
import { FoldedTable } from "../data-table.js";
import { readBy, ruleInWords } from "./made-from.js";

export function SequenceTable({
  task,
  tokens,
  seedTokens,
}: {
  task: SequenceTask;
  tokens: Int32Array;
  seedTokens: number;
}): VNode {
  const rows = Array.from(tokens.subarray(seedTokens), (token, made) => {
    const index = seedTokens + made;
    const positions = readBy(task, index).map((source) => source + 1);
    return [index + 1, token, positions.join(", "), ruleInWords(task, tokens, index)] as const;
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
