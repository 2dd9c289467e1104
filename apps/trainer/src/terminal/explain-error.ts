import { ResonanceError } from "@resonance-rope/contracts";
import { CommanderError } from "commander";
import pc from "picocolors";

/** An error as a user reads it: what went wrong, what was expected, what to type. */
export function explainError(error: unknown): string {
  const lines = ResonanceError.isInstance(error)
    ? [
        `${error.where}: got ${error.received}`,
        `expected ${error.expected}`,
        ...(error.remedy === undefined ? [] : [`try      ${error.remedy}`]),
      ]
    : [messageOf(error)];
  const [first, ...rest] = lines;
  return `  ${pc.red("error")}  ${first}\n${rest.map((line) => `         ${line}\n`).join("")}`;
}

function messageOf(error: unknown): string {
  if (error instanceof CommanderError) return error.message.replace(/^error: /u, "");
  if (error instanceof Error)
    return process.env["DEBUG"] === undefined ? error.message : (error.stack ?? error.message);
  return String(error);
}
