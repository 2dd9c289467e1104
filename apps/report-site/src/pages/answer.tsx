/** An experiment's answer in numbers, what Resonance did to them, and what they may be taken for. */
import type { VNode } from "preact";
import { effectSentence } from "../effect-sentence.js";
import { numbered, percent } from "../format-number.js";
import { honestSentence } from "../honest-sentence.js";
import type { Experiment } from "../report-data.js";
import { resonanceEffects } from "../resonance-effect.js";
import { taskWords } from "../task-words.js";
import { AccuracyBars } from "./accuracy-bars.js";

/** Below this share right within the trained length, a model has not learned the rule. */
const learned = 0.98;

export function Answer({ experiment }: { experiment: Experiment }): VNode {
  const { anchor, encodings, plan } = experiment;
  const behind = encodings.filter(({ idAccuracy }) => idAccuracy.low < learned);
  return (
    <section class="answer" aria-labelledby={`${anchor}-answer`}>
      <h2 id={`${anchor}-answer`}>
        <a href={`${anchor}.html`}>{taskWords(plan.task).title}</a>
        <span class="setting">
          preset {plan.preset}, protocol {plan.protocol}, {numbered(plan.steps, "step")}
        </span>
      </h2>
      <p class="measure">
        Right next tokens at positions after {plan.trainedLength}, never trained on, up to {plan.testedLength}. Chance
        is {percent(1 / plan.modulus)}.
      </p>
      <AccuracyBars experiment={experiment} />
      {resonanceEffects(experiment).map((effect) => (
        <p key={effect.rounded.name} class="effect">
          {effectSentence(effect)}
        </p>
      ))}
      {behind.length > 0 && (
        <p class="warning">
          Compare with care: {behind.map(({ name }) => name).join(" and ")} had not learned the rule on every seed
          (below {percent(learned, 0)} within the trained length).
        </p>
      )}
      <p class="honest">{honestSentence(experiment)}</p>
    </section>
  );
}
