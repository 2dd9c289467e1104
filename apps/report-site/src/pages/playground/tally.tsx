/** How often each model was right so far, over all sequences that the reader tried. */
import type { VNode } from "preact";
import type { ComparedLine } from "../../comparison.js";
import { percent, percentage, wholeNumber } from "../../format-number.js";
import { strokeOf } from "../../palette.js";
import { EncodingLabel } from "../encoding-label.js";
import type { ModelScore, Score } from "./tried-sequences.js";

export function Tally({ lines, scores }: { lines: readonly ComparedLine[]; scores: readonly ModelScore[] }): VNode {
  return (
    <ul class="bars">
      {lines.map((line, model) => {
        const score = scores[model];
        return score === undefined ? null : <ModelTally key={line.name} line={line} score={score} />;
      })}
    </ul>
  );
}

function ModelTally({ line, score: { within, beyond } }: { line: ComparedLine; score: ModelScore }): VNode {
  const colour = strokeOf(line.style);
  return (
    <li>
      <EncodingLabel encoding={line} />
      <span class="number" style={{ color: colour }}>
        {percent(shareOf(beyond))}
      </span>
      <span class="track" aria-hidden="true">
        <span style={{ width: `${percentage(shareOf(beyond))}%`, background: colour }} />
      </span>
      <span class="note">
        {wholeNumber(beyond.right)} of {wholeNumber(beyond.of)} right beyond the trained length;{" "}
        {percent(shareOf(within))} within it.
      </span>
    </li>
  );
}

const shareOf = ({ right, of }: Score): number => right / of;
