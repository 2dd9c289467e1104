/** The figures of live trainings: nothing before the first. */
import type { VNode } from "preact";
import type { ComparedLine } from "../../comparison.js";
import { lossCurves } from "../../figures/loss-curves.js";
import { counted, fourDigits } from "../../format-number.js";
import { Figure } from "../figure.js";
import { LineNumbers } from "../line-numbers.js";
import { PositionFigure } from "../position-figure.js";
import { type LiveRun, lineOfRun } from "./live-run.js";

export function LiveFigures({
  lines,
  runs,
  sequences,
}: {
  lines: readonly ComparedLine[];
  runs: readonly LiveRun[];
  sequences: number;
}): VNode | null {
  const trained = lines.flatMap((line, index) => {
    const run = runs[index];
    return run === undefined || run.steps.length === 0 ? [] : [lineOfRun(line, run, sequences)];
  });
  if (trained.length === 0) return null;
  const tested = trained.filter(({ accuracy }) => accuracy.length > 0);
  return (
    <>
      <Figure
        draw={(size) => lossCurves({ id: "live", lines: trained }, size)}
        caption="Training loss: what it costs the model, in nats a token, to be told the right one. Bands reach from the lowest to the highest of the steps that a point stands for."
      >
        <LineNumbers
          lines={trained}
          series={({ training }) => training}
          caption="Training loss, nats a token"
          rowName="step"
          format={fourDigits}
        />
      </Figure>
      {tested.length > 0 && (
        <PositionFigure
          comparison={{ id: "live", lines: tested }}
          caption={`Right next tokens by position, over ${counted(sequences, "sequence")} that it is not trained on; tested every few seconds.`}
        />
      )}
    </>
  );
}
