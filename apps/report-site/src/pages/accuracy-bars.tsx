/** Accuracy beyond the trained length as bars and large numbers, one an encoding. */
import type { VNode } from "preact";
import { counted, percent, percentage } from "../format-number.js";
import { strokeOf } from "../palette.js";
import { paperAccuracy } from "../paper-accuracy.js";
import type { EncodingResults, Experiment } from "../report-data.js";
import { EncodingLabel } from "./encoding-label.js";

export function AccuracyBars({ experiment: { encodings, plan } }: { experiment: Experiment }): VNode {
  return (
    <ul class="bars">
      {encodings.map((encoding) => (
        <Bar key={encoding.name} encoding={encoding} paper={paperAccuracy(plan.task, encoding.spec)?.mean} />
      ))}
    </ul>
  );
}

function Bar({ encoding, paper }: { encoding: EncodingResults; paper: number | undefined }): VNode {
  const { oodAccuracy, idAccuracy, style } = encoding;
  const colour = strokeOf(style);
  return (
    <li>
      <EncodingLabel encoding={encoding} />
      <span class="number" style={{ color: colour }}>
        {percent(oodAccuracy.mean)}
      </span>
      <span class="track" aria-hidden="true">
        <span style={{ width: `${percentage(oodAccuracy.mean)}%`, background: colour }} />
      </span>
      <span class="note">
        {oodAccuracy.count > 1 &&
          `${percentage(oodAccuracy.low)} to ${percentage(oodAccuracy.high)} over ${counted(oodAccuracy.count, "run")}. `}
        {paper === undefined ? "" : `The paper: ${paper.toFixed(2)}\u00a0%. `}
        On trained positions: {percent(idAccuracy.mean)}.
      </span>
    </li>
  );
}
