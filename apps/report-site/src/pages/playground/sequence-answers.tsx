/** The two models' predictions for one sequence, side by side, and the numbers behind them. */
import type { VNode } from "preact";
import type { ComparedLine } from "../../comparison.js";
import type { AnsweredSequence } from "../../playground/machine.js";
import { EncodingLabel } from "../encoding-label.js";
import { FoldedTable } from "../data-table.js";
import { Downloads } from "../downloads.js";
import { SequenceGrid } from "./sequence-grid.js";
import { type Lengths, scoreOf } from "./tried-sequences.js";

export function SequenceAnswers({
  lines,
  lengths,
  sequence: { tokens, predictions },
}: {
  lines: readonly ComparedLine[];
  lengths: Lengths;
  sequence: AnsweredSequence;
}): VNode {
  const shown = lines.map((line, model) => ({ line, predicted: predictions[model] ?? new Int32Array() }));
  return (
    <>
      <div class="grids">
        {shown.map(({ line, predicted }) => {
          const { beyond } = scoreOf(tokens, predicted, lengths);
          return (
            <figure key={line.name}>
              <p class="grid-name">
                <EncodingLabel encoding={line} />{" "}
                <span class="note">
                  {beyond.right} of {beyond.of} right beyond {lengths.trainedLength}
                </span>
              </p>
              <SequenceGrid {...lengths} name={line.name} style={line.style} tokens={tokens} predictions={predicted} />
              <Downloads />
              <FoldedTable
                summary="The tokens as a table"
                class="numbers"
                caption={`What ${line.name} says, by position`}
                columns={["position", "right token", `${line.name} says`]}
                rows={Array.from(tokens.subarray(lengths.seedLength), (token, made) => {
                  const index = lengths.seedLength + made;
                  return [index + 1, token, predicted[index]];
                })}
              />
            </figure>
          );
        })}
      </div>
      <p class="note">
        Each cell is a position, counted from 1, and holds the token that the model finds likeliest there, given all the
        true tokens before it. Filled cells are wrong; point at one to see what is right. Dashed cells are the seed,
        which is given.
      </p>
    </>
  );
}
