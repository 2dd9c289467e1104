/** Whether models have the rule or a shortcut, in one sentence: the first token after the seed tells them apart. */
import { percent, percentage } from "./format-number.js";
import type { Experiment } from "./report-data.js";

/**
 * Of the lowest and the highest run. The tokens before that one follow no rule, so no shortcut answers it. Sorted seeds
 * make it easier to guess, and those that were met in training can be known by heart.
 */
export function firstTokenSentence({ plan, encodings }: Experiment): string {
  const shares = encodings.flatMap(({ runs }) =>
    runs.flatMap(({ result }) => result.accuracyByPosition[plan.farTokens + plan.nearTokens] ?? []),
  );
  const [lowest, highest] = [Math.min(...shares), Math.max(...shares)];
  const range =
    percentage(lowest) === percentage(highest) ? percent(lowest) : `${percentage(lowest)} to ${percent(highest)}`;
  const beside =
    plan.split === "released-code"
      ? ". That says little here: the tokens that are given are sorted, and may have been met in training."
      : `; guessing gives ${percent(1 / plan.modulus)}.`;
  return `The first token after those that are given, which the rule answers and the shortcut does not, is right in ${range} of test sequences${beside}`;
}
