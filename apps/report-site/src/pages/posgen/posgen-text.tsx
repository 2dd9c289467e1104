/** What the tasks are for, how they are scored, and why a rule can be got round. */
import { paperSetting } from "@resonance-rope/posgen";
import type { VNode } from "preact";
import { percent, wholeNumber } from "../../format-number.js";
import { sitePages } from "../../site-pages.js";

export function PosGenText(): VNode {
  const { trainedLength, testedLength, modulus, sequences } = paperSetting;
  return (
    <>
      <section aria-labelledby="tasks">
        <h2 id="tasks">Three tasks, three distances</h2>
        <dl class="tasks">
          <dt>Recursive</dt>
          <dd>reads the four tokens just before. Nothing has to be found far away.</dd>
          <dt>Chain of thought</dt>
          <dd>
            reads the first token and the three just before, as an argument that keeps looking back at its question. The
            far token never moves; the distance to it grows by one with every token.
          </dd>
          <dt>Semi-recursive</dt>
          <dd>
            reads a token from about the middle and the three just before. The far token moves forward by one for every
            two tokens made.
          </dd>
        </dl>
        <p>
          The paper trains on {trainedLength} tokens with {modulus} symbols, and scores positions {trainedLength + 1} to{" "}
          {testedLength}: the share of next tokens that the model gets right, given the true ones before, over{" "}
          {wholeNumber(sequences.test)} sequences. Guessing is right on {percent(1 / modulus)}. How models did is under{" "}
          <a href={sitePages.results.file}>Results</a>.
        </p>
      </section>
      <section aria-labelledby="way-round">
        <h2 id="way-round">A way round the rule</h2>
        <p>
          Two sums that follow one another share most of their terms. Take one from the other, and what is left are a
          few tokens at fixed distances: a model may learn those instead of the rule, and never look far back. An audit
          finds such shortcuts by solving for them; press <b>Show shortcuts</b> above and step through the tokens.
        </p>
        <p>
          With a random table in place of the sum there is nothing to take away, and the audit finds none, except in the
          little tables of two symbols. The table has a catch of its own: its sequences soon run in circles, so far into
          them a model meets little that it has not seen before. <code>npx resonance posgen audit</code> says both of
          any task and rule. In chain of thought the rule <code>nonsingular-table</code> has no shortcut either, and few
          of its sequences come round.
        </p>
      </section>
    </>
  );
}
