/** What an audit of a task found, in sentences. */
import type { SequenceTask } from "@resonance-rope/contracts";
import type { AuditReport, AuditedShortcut, DatasetOptions } from "@resonance-rope/posgen";
import { formatPercent } from "./format-number.js";

export function describeAudit(
  { shortcuts, shortcutAccuracy, windowCoverage, factCoverage }: AuditReport,
  { name, farTokens, nearTokens, modulus, rule }: SequenceTask,
  { trainedLength, testedLength }: DatasetOptions,
): string[] {
  const beyond = `positions ${trainedLength} to ${testedLength - 1}`;
  const score =
    shortcuts.length === 0
      ? "  no shortcut found: without the rule a model can only guess"
      : `  a model with ${shortcuts.length === 1 ? "this shortcut" : "these shortcuts"} alone, guessing the rest, scores ${formatPercent(shortcutAccuracy)} at ${beyond}`;
  return [
    `  ${name} · j = ${farTokens} far and k = ${nearTokens} near tokens · M = ${modulus} · rule ${rule.type} · trained to ${trainedLength} tokens, tested to ${testedLength}`,
    "",
    ...shortcuts.map((shortcut) => `  shortcut: ${equation(shortcut, modulus)}, ${where(shortcut, beyond)}`),
    `${score}; chance is ${formatPercent(1 / modulus)}`,
    `  training holds ${formatPercent(windowCoverage)} of the windows of ${farTokens + nearTokens} tokens that end there in test,`,
    `  and ${formatPercent(factCoverage)} of what the rule reads there`,
  ];
}

/** `x[l] = 2 x[l-1] - x[l-4] mod 17`; coefficients above M / 2 are shown as the negative ones they equal. */
function equation({ lags, coefficients, constant }: AuditedShortcut, modulus: number): string {
  if (constant === null)
    return `x[l] depends on ${lags.map((lag) => `x[l-${lag}]`).join(", ")} alone, by a rule that is not linear`;
  const terms = [
    ...lags.map((lag, index) => ({ factor: coefficients[index] ?? 0, token: `x[l-${lag}]` })),
    ...(constant === 0 && lags.length > 0 ? [] : [{ factor: constant, token: "" }]),
  ];
  const sum = terms.map(({ factor, token }, index) => {
    const signed = factor > modulus / 2 ? factor - modulus : factor;
    const size = token !== "" && Math.abs(signed) === 1 ? "" : `${Math.abs(signed)}${token === "" ? "" : " "}`;
    const sign = index === 0 ? (signed < 0 ? "-" : "") : signed < 0 ? " - " : " + ";
    return `${sign}${size}${token}`;
  });
  return `x[l] = ${sum.join("")} mod ${modulus}`;
}

function where({ period, residue, covers }: AuditedShortcut, beyond: string): string {
  if (period === 1) return `for every token at ${beyond}`;
  const which = residue === 1 ? "second" : "first";
  return `for the ${which} of every ${period} tokens after the seed, ${formatPercent(covers)} of those at ${beyond}`;
}
