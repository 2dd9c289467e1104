/**
 * How many first tokens after the seed are right. No shortcut through earlier tokens answers those, for the tokens
 * before them follow no rule: whoever knows the rule has them right, whoever knows a shortcut guesses. So it is where
 * seeds are drawn evenly and were not met in training, which is to say by the split of the paper.
 */
import { markdownTable } from "../markdown-table.mjs";
import { percent, wholeSettingOf } from "./format.mjs";

/** @param cells of any plans; settings that differ in their encoding alone are one row. */
export function firstTokenTable(cells) {
  const settings = new Map();
  for (const cell of cells) {
    if (cell.runs.length === 0) continue;
    const setting = wholeSettingOf(cell);
    settings.set(setting, [...(settings.get(setting) ?? []), ...cell.runs.map(firstAccuracy)]);
  }
  return markdownTable(
    ["setting", "runs", "right, lowest run", "highest"],
    [...settings].map(([setting, accuracies]) => [
      setting,
      String(accuracies.length),
      percent(Math.min(...accuracies), 1),
      percent(Math.max(...accuracies), 1),
    ]),
  );
}

const firstAccuracy = ({ result: { accuracyByPosition } }) => accuracyByPosition.find((accuracy) => accuracy !== null);
