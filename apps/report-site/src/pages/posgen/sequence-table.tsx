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
    const read = readBy(task, seedTokens + made);
    const values = read.map((index) => tokens[index] ?? 0);
    return [
      seedTokens + made + 1,
      token,
      read.map((index) => index + 1).join(", "),
      ruleInWords(task, values, token),
    ] as const;
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
