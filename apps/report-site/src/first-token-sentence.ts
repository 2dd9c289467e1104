/** Whether models have the rule or a shortcut, in one sentence: the first token after the seed tells them apart. */
import { percent, percentage } from "./format-number.js";
import type { Experiment } from "./report-data.js";

/**
 * Of the lowest and the highest run. The tokens before that one follow no rule, so no shortcut answers it; memory does
 * where test sequences begin as those of training.
 */
export function firstTokenSentence({ plan, encodings }: Experiment): string {
  const shares = encodings.flatMap(({ runs }) =>
    runs.flatMap(({ result }) => result.accuracyByPosition[plan.farTokens + plan.nearTokens] ?? []),
  );
  const [lowest, highest] = [Math.min(...shares), Math.max(...shares)];
  const range =
    percentage(lowest) === percentage(highest) ? percent(lowest) : `${percentage(lowest)} to ${percent(highest)}`;
  const byHeart =
    plan.split === "released-code"
      ? " It can be known by heart, too: these sequences begin as those of the training do."
      : "";
  return `The first token after those that are given, which the rule answers and the shortcut does not, is right in ${range} of test sequences; guessing gives ${percent(1 / plan.modulus)}.${byHeart}`;
}
