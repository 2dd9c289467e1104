/** One experiment in full: the task, the figures, the paper beside it, and the runs. */
import type { VNode } from "preact";
import { comparisonOf } from "../comparison.js";
import { tokenDependencies } from "../figures/token-dependencies.js";
import { turningPairs, wavelengths } from "../figures/wavelengths.js";
import { firstTokenSentence } from "../first-token-sentence.js";
import { counted, numbered } from "../format-number.js";
import { ruleInWords } from "../made-from.js";
import type { Experiment } from "../report-data.js";
import { dependence, ruleWords, shortcutWarning, taskWords } from "../task-words.js";
import { AccuracyFigure } from "./accuracy-figure.js";
import { FoldedTable } from "./data-table.js";
import { Figure } from "./figure.js";
import { LearningFigure } from "./learning-figure.js";
import { LossFigure } from "./loss-figure.js";
import { PaperTable } from "./paper-table.js";
import { seriesTable } from "./series-table.js";
import { SequenceTable } from "./sequence-table.js";
import { SettingTable } from "./setting-table.js";

export function ExperimentSection({ experiment }: { experiment: Experiment }): VNode {
  const { anchor, encodings, plan } = experiment;
  const { title, exampleTask, example } = taskWords(plan.task);
  const names = encodings.map(({ name }) => name);
  const comparison = comparisonOf(experiment);
  const runs = encodings.reduce((count, encoding) => count + encoding.runs.length, 0);
  const warning = shortcutWarning(plan);
  return (
    <section class="experiment" aria-labelledby={anchor}>
      <h1 id={anchor}>{title}</h1>
      <p class="setting">
        preset {plan.preset}, protocol {plan.protocol}, {numbered(plan.steps, "step")}, trained on {plan.trainedLength}{" "}
        tokens, tested to {plan.testedLength}
      </p>
      <p>
        Each token is made from {dependence(plan)}: {ruleWords(plan)}. The first {plan.farTokens + plan.nearTokens} are
        given at random.
      </p>
      <Figure
        draw={(size) => tokenDependencies(plan.task, anchor, size)}
        caption={`The paper’s example with ${exampleTask.modulus} symbols: the last token is ${ruleInWords(exampleTask, example, example.length - 1)}.`}
      >
        <SequenceTable task={exampleTask} tokens={example} />
      </Figure>
      {warning !== null && (
        <p class="warning">
          {warning} {firstTokenSentence(experiment)}
        </p>
      )}

      <h2>Accuracy by position</h2>
      <AccuracyFigure comparison={comparison} />

      <h2>Along the training</h2>
      <LearningFigure comparison={comparison} />

      <h2>Loss while training</h2>
      <LossFigure comparison={comparison} />

      <h2>Beside the paper</h2>
      <PaperTable experiment={experiment} />
      <p class="note below">
        Here: mean ± variance of the sample in squared points, the lowest to the highest seed, and the interval by
        Student’s t, wide where seeds are few. Paper: over five seeds, as Table 1 prints it, its variance in a unit that
        it does not state; it gives no accuracy within the trained length.
      </p>
      <SettingTable experiment={experiment} />

      <h2>The wavelengths compared</h2>
      <Figure
        draw={(size) => wavelengths(experiment, size)}
        caption="One dot a pair. Filled: its wavelength is below the trained length, so that it turns fully in training; where the wavelength is whole, it meets no new angle afterwards. Hollow: the others."
      >
        <FoldedTable
          summary="The numbers behind this figure"
          {...seriesTable(
            "Wavelengths in tokens, of pairs counted from 0",
            "pair",
            names,
            encodings.map((each) => turningPairs(each).map(({ pair, tokens }) => ({ x: pair, mean: tokens }))),
            (tokens) => tokens.toFixed(2),
          )}
        />
      </Figure>

      <p>
        <a href={`${anchor}-runs.html`}>The runs</a>: {counted(runs, "record")}, the command that repeats each, and the
        machine.
      </p>
    </section>
  );
}
