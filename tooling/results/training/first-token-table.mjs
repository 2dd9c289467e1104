/**
 * How many first tokens after the seed are right. No shortcut through earlier tokens answers those, for the tokens
 * before them follow no rule: whoever knows the rule has them right, whoever knows a shortcut guesses.
 */
import { markdownTable } from "../markdown-table.mjs";
import { percent } from "./format.mjs";

/** @param cells of any plans; settings that differ in their encoding alone are one row. */
export function firstTokenTable(cells) {
  const settings = new Map();
  for (const { task, rule, modulus, preset, runs } of cells) {
    if (runs.length === 0) continue;
    const setting = [task, rule, `${modulus} tokens`, preset].join(", ");
    settings.set(setting, [...(settings.get(setting) ?? []), ...runs.map(firstAccuracy)]);
  }
  return markdownTable(
    ["task", "runs", "right, lowest run", "highest"],
    [...settings].map(([setting, accuracies]) => [
      setting,
      String(accuracies.length),
      percent(Math.min(...accuracies), 1),
      percent(Math.max(...accuracies), 1),
    ]),
  );
}

const firstAccuracy = ({ result: { accuracyByPosition } }) => accuracyByPosition.find((accuracy) => accuracy !== null);
