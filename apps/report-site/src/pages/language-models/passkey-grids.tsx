/** Passkeys found by length and depth, a grid a model: a table that is its own figure. */
import type { EvaluationReport } from "@resonance-rope/contracts";
import type { VNode } from "preact";
import * as z from "zod";
import type { EvaluationGroup } from "../../evaluation-data.js";
import { percentage, wholeNumber } from "../../format-number.js";

const cellSchema = z.object({
  length: z.int().positive(),
  depth: z.number().nullable(),
  trials: z.int().positive(),
  hits: z.int().nonnegative(),
  accuracy: z.number().min(0).max(1),
  low: z.number(),
  high: z.number(),
});
type Cell = z.infer<typeof cellSchema>;

const cellsOf = ({ rows }: EvaluationReport): Cell[] =>
  rows.flatMap((row) => {
    const cell = cellSchema.safeParse(row);
    return cell.success ? [cell.data] : [];
  });

export function PasskeyGrids({ group: { evaluated } }: { group: EvaluationGroup }): VNode {
  return (
    <div class="grids">
      {evaluated.map(({ label, report }) => (
        <PasskeyGrid key={label} label={label} cells={cellsOf(report)} />
      ))}
    </div>
  );
}

function PasskeyGrid({ label, cells }: { label: string; cells: readonly Cell[] }): VNode {
  const lengths = [...new Set(cells.map(({ length }) => length))].toSorted((a, b) => a - b);
  const depths = [...new Set(cells.map(({ depth }) => depth))].toSorted((a, b) => (a ?? 0) - (b ?? 0));
  return (
    <div class="scroll" role="region" aria-label={`Passkeys that ${label} found`} tabIndex={0}>
      <table class="grid">
        <caption>
          <strong>{label}</strong>: passkeys found, of how many
        </caption>
        <thead>
          <tr>
            <th scope="col">depth</th>
            {lengths.map((length) => (
              <th key={length} scope="col">
                {wholeNumber(length)} tokens
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {depths.map((depth) => (
            <tr key={depth}>
              <th scope="row">{depth === null ? "any depth" : `${percentage(depth, 0)} %`}</th>
              {lengths.map((length) => {
                const cell = cells.find((each) => each.length === length && each.depth === depth);
                if (cell === undefined) return <td key={length} />;
                return (
                  <td key={length} style={`--share:${Math.round(100 * cell.accuracy)}%`}>
                    {cell.hits} of {cell.trials}
                    <small>
                      {percentage(cell.low, 0)} to {percentage(cell.high, 0)} %
                    </small>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
