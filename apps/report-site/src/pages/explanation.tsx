/** What was compared, in plain words; its numbers come from the experiment it introduces. */
import type { VNode } from "preact";
import { createRotaryEmbedding, withRopeDefaults } from "@resonance-rope/rope-core";
import { wholeNumber } from "../format-number.js";
import type { Experiment } from "../report-data.js";

export function Explanation({ experiment: { plan } }: { experiment: Experiment }): VNode {
  const { trainedLength, testedLength, rope } = plan;
  const { headDimension, base, rotaryFraction } = rope;
  const plain = withRopeDefaults({ headDimension, base, rotaryFraction, trainedLength });
  const { wavelengthsTokens } = createRotaryEmbedding(plain);
  const fastest = (wavelengthsTokens[0] ?? 0).toFixed(2);
  return (
    <section aria-labelledby="compared">
      <h2 id="compared">What was compared</h2>
      <p>
        A transformer with <b>rotary position embedding</b> (RoPE) turns pairs of numbers inside each attention head by
        an angle that grows with a token’s position. Every pair turns at its own speed. Its <b>wavelength</b> is the
        number of tokens it takes for one full turn: {fastest} for the fastest pair,{" "}
        {wholeNumber(wavelengthsTokens.at(-1) ?? 0)} for the slowest (rotary base {wholeNumber(base)}).
      </p>
      <p>
        A wavelength of {fastest} tokens never comes round to the same angle twice. So at every position beyond the
        trained length, here {trainedLength} tokens, the pair stands at an angle that the model has not met.{" "}
        <b>Resonance RoPE</b> rounds each wavelength to a whole number of tokens. With 6 in place of {fastest} the same
        six angles repeat for ever: for every pair that completes a turn within the trained length, no later position
        brings anything new. It costs nothing at run time. Pairs that turn more slowly are not helped; a scaling such as
        YaRN deals with those, and Resonance can be applied on top of it.
      </p>
      <p>
        <b>PosGen</b> is the test. Every token of a sequence follows from a few earlier ones by one rule that is the
        same at every position, and the first few are drawn at random. A model that learned the rule on {trainedLength}{" "}
        tokens knows all it needs for {testedLength}; what can still go wrong is how it reads positions. Positions are
        counted from 1 on this page, and from 0 in the files.
      </p>
    </section>
  );
}
