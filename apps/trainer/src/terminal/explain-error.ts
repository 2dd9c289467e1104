import { ResonanceError } from "@resonance-rope/contracts";
import { CommanderError } from "commander";
import { type Explanation, explainUsage } from "./explain-usage.js";
import { streamColors } from "./stream-colors.js";

/**
 * An error as a user reads it: what went wrong, what was expected, what to type.
 *
 * @param words of the command line, without `resonance`.
 */
export function explainError(error: unknown, words: readonly string[] = process.argv.slice(2)): string {
  const { problem, expected, remedy } = explain(error, words);
  const lines = [
    `${streamColors(process.stderr).red("error")}  ${problem}`,
    ...(expected === undefined ? [] : [`       expected ${expected}`]),
    ...(remedy === undefined ? [] : [`       try      ${remedy}`]),
  ];
  return lines.map((line) => `  ${line}\n`).join("");
}

function explain(error: unknown, words: readonly string[]): Explanation {
  if (error instanceof CommanderError) return explainUsage(error, words);
  if (ResonanceError.isInstance(error))
    return { problem: `${error.where}: got ${error.received}`, expected: error.expected, remedy: error.remedy };
  if (!(error instanceof Error)) return { problem: String(error) };
  return { problem: process.env["DEBUG"] === undefined ? error.message : (error.stack ?? error.message) };
}
