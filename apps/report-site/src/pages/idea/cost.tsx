/** What Resonance costs a head. */
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { counted, percent, shortNumber, wholeNumber } from "../../format-number.js";
import type { HeadShape } from "./head-encodings.js";
import { roundingCost } from "./rounding-cost.js";

/** A head large enough for pairs to share a wavelength. */
const largeHead = 256;

export function Cost({ head }: { head: HeadShape }): VNode {
  const { headDimension, base, trainedLength } = head;
  const { largestMove, largestShare, largestPhase, shared } = useMemo(() => roundingCost(head), [head]);
  const large = useMemo(() => roundingCost({ headDimension: largeHead, base, trainedLength }), [base, trainedLength]);
  return (
    <section aria-labelledby="cost">
      <h2 id="cost">What it costs</h2>
      <ul>
        <li>
          <b>At run time, nothing.</b> The rotations are computed once, from other numbers.
        </li>
        <li>
          <b>Each wavelength moves, by at most half a token.</b> In the head above by up to {largestMove.toFixed(2)}{" "}
          tokens, and by up to {percent(largestShare)} of a wavelength.
        </li>
        <li>
          <b>Training.</b> Small moves add up: by position {wholeNumber(trainedLength)} a pair of that head stands up to{" "}
          {shortNumber(Number(largestPhase.toPrecision(3)))} radians from where it stood before. A model has to be
          trained, or fine-tuned, with the rounded wavelengths.
        </li>
        <li>
          <b>Sometimes a pair.</b> In large heads two pairs can round to the same wavelength. The head above, of{" "}
          {headDimension} dimensions, has {counted(shared.length, "such wavelength")}
          {listed(shared)}; one of {largeHead} has {counted(large.shared.length, "such wavelength")}
          {listed(large.shared)}.
        </li>
      </ul>
    </section>
  );
}

const listed = (wavelengths: readonly number[]): string =>
  wavelengths.length === 0 ? "" : ` (${wavelengths.map(wholeNumber).join(", ")} tokens)`;
