/** Perplexity by position, a figure for each length of window, with its numbers. */
import type { VNode } from "preact";
import type { EvaluationGroup } from "../../evaluation-data.js";
import { perplexityByPosition } from "../../figures/perplexity-by-position.js";
import { wholeNumber } from "../../format-number.js";
import { binnedLengths, positionBins } from "../../position-bins.js";
import { FoldedTable } from "../data-table.js";
import { Figure } from "../figure.js";

export function PerplexityCurves({ group }: { group: EvaluationGroup }): VNode {
  const { evaluated } = group;
  const lengths = [...new Set(evaluated.flatMap(({ report }) => binnedLengths(report)))].toSorted((a, b) => a - b);
  return (
    <>
      {lengths.map((length) => {
        const lines = evaluated.map(
          ({ report }) => new Map(positionBins(report, length).map((bin) => [bin.from, bin])),
        );
        const bins = [...new Map(lines.flatMap((line) => [...line])).values()].toSorted((a, b) => a.from - b.from);
        return (
          <Figure
            key={length}
            draw={(size) => perplexityByPosition(group, length, size)}
            caption={`Windows of ${wholeNumber(length)} tokens. Shaded: 95 % intervals, over documents. The axis is logarithmic.`}
          >
            <FoldedTable
              summary="The curve as a table"
              class="numbers"
              caption={`Perplexity by position with its 95 % interval, windows of ${length} tokens, positions from 1`}
              columns={["positions", ...evaluated.flatMap(({ label }) => [label, `${label}, from`, `${label}, to`])]}
              rows={bins.map(({ from, to }) => [
                `${wholeNumber(from + 1)} to ${wholeNumber(to)}`,
                ...lines.flatMap((line) => {
                  const { perplexity = null, low = null, high = null } = line.get(from) ?? {};
                  return [perplexity, low, high].map((value) => (value === null ? "" : value.toFixed(1)));
                }),
              ])}
            />
          </Figure>
        );
      })}
    </>
  );
}
