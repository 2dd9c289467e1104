/**
 * A rule as the command line has it: its name, and behind a colon its seed, as in `random-table:7`. Null for one whose
 * numbers a file holds.
 */
import type { Rule } from "./sequence-task.js";

export function ruleName(rule: Rule): string | null {
  if (rule.type === "linear" || rule.type === "table") return null;
  return "seed" in rule ? `${rule.type}:${rule.seed}` : rule.type;
}
