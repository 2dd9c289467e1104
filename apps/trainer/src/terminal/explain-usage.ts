/** commander's complaints about the words of a command, as what is wrong, what was expected and what to type. */
import { shellWord } from "@resonance-rope/contracts";
import type { CommanderError } from "commander";
import { nearestName } from "./nearest-name.js";

export interface Explanation {
  readonly problem: string;
  readonly expected?: string | undefined;
  readonly remedy?: string | undefined;
}

const invalidValue = /^option '[^']*?(?<flag>--[a-z-]+)[^']*' argument '(?<value>[^]*)' is invalid\. (?<reason>[^]*)$/u;
const allowedChoices = /^Allowed choices are (?<choices>.*)\.$/u;
const missingOption = /^required option '(?<option>[^']+)' not specified/u;
const missingValue = /^option '(?<option>[^']+)' argument missing/u;
const missingArgument = /^missing required argument '(?<argument>[^']+)'/u;
const unknownName =
  /^unknown (?<kind>option|command) '(?<name>[^]*?)'(?:\n\(Did you mean (?:one of )?(?<meant>.*)\?\))?$/u;

/** @param words of the whole command line, without `resonance`. */
export function explainUsage(error: CommanderError, words: readonly string[]): Explanation {
  const text = error.message.replace(/^error: /u, "");
  const help = commandLine([...commandOf(words), "--help"]);
  if (error.code === "commander.help") return { problem: "which command?", remedy: help };

  const invalid = invalidValue.exec(text)?.groups;
  if (invalid !== undefined) return explainValue(invalid as Record<"flag" | "value" | "reason", string>, words, help);

  const unknown = unknownName.exec(text)?.groups;
  if (unknown !== undefined) {
    const { kind, name = "", meant } = unknown;
    const names = meant?.split(", ") ?? [];
    const [only] = names;
    return {
      problem: `unknown ${kind} "${name}"`,
      expected: names.length > 1 ? oneOf(names) : undefined,
      remedy: names.length === 1 && only !== undefined ? corrected(words, name, only) : help,
    };
  }
  const missing = missingOption.exec(text)?.groups?.["option"];
  if (missing !== undefined) return { problem: `${missing} is missing`, remedy: help };
  const valueless = missingValue.exec(text)?.groups?.["option"];
  if (valueless !== undefined) return { problem: `a value is missing: ${valueless}`, remedy: help };
  const argument = missingArgument.exec(text)?.groups?.["argument"];
  if (argument !== undefined) return { problem: `<${argument}> is missing`, remedy: help };
  return { problem: text, remedy: help };
}

function explainValue(
  { flag, value, reason }: Record<"flag" | "value" | "reason", string>,
  words: readonly string[],
  help: string,
): Explanation {
  const choices = allowedChoices.exec(reason)?.groups?.["choices"]?.split(", ");
  if (choices === undefined) {
    const expected = reason.replace(/^Expected /u, "").replace(/\.$/u, "");
    return { problem: `${flag}: got "${value}"`, expected };
  }
  const nearest = nearestName(value, choices);
  return {
    problem: `unknown ${flag.slice(2).replaceAll("-", " ")} "${value}"`,
    expected: oneOf(choices),
    remedy: nearest === undefined ? help : corrected(words, value, nearest, flag),
  };
}

/** The command with the wrong word put right; without that word among them, the right one alone. */
function corrected(words: readonly string[], wrong: string, right: string, flag?: string): string {
  const at = words.findIndex((word, index) => word === wrong && (flag === undefined || words[index - 1] === flag));
  if (at >= 0) return commandLine(words.with(at, right));
  const joined = words.indexOf(`${flag ?? wrong}=${wrong}`);
  if (joined >= 0) return commandLine(words.with(joined, `${flag}=${right}`));
  return flag === undefined ? right : `${flag} ${right}`;
}

/** The words that name the command: `posgen write`. */
function commandOf(words: readonly string[]): string[] {
  const names = words.slice(0, 2);
  const end = names.findIndex((word) => !/^[a-z]+$/u.test(word));
  return end < 0 ? names : names.slice(0, end);
}

function commandLine(words: readonly string[]): string {
  return ["npx resonance", ...words.map(shellWord)].join(" ");
}

function oneOf(names: readonly string[]): string {
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
