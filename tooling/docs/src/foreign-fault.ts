/** What is wrong with a command that starts somebody else's program, or a script of the repository; "" if nothing is. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { wordsOf } from "./commands-of.js";
import { ownCommand } from "./own-command.js";
import { root } from "./repository.js";

/** Programs that a reader brings, or that npm or pip brings to the reader; nothing is known of their words. */
const brought = [
  "npm install",
  "npm i",
  "npx node-llama-cpp",
  "npx vitest",
  "npx knip",
  "pip",
  "python -c",
  "sbatch",
  "tensorboard",
  "open",
];

export function foreignFault(command: string): string {
  let folder = root;
  for (const part of command.split(" && ")) {
    if (ownCommand(part) !== null) continue;
    const words = wordsOf(part);
    if (words[0] === "cd") folder = join(folder, words[1] ?? "");
    else if (!brought.some((begin) => part === begin || part.startsWith(`${begin} `))) {
      const fault = faultOf(words, folder);
      if (fault !== "") return fault;
    }
  }
  return existsSync(folder) ? "" : `there is no folder ${folder}`;
}

function faultOf([program = "", ...words]: readonly string[], folder: string): string {
  const there = (file: string | undefined): string =>
    file !== undefined && existsSync(join(folder, file)) ? "" : `there is no file ${file}`;
  if (program.endsWith(".sh")) return there(program);
  if (program === "node" || program === "python3") return there(words.find((word) => !word.startsWith("-")));
  if (program === "npm") return scripted(words[0] === "run" ? words[1] : words[0]);
  return "nothing is known of it";
}

function scripted(script: string | undefined): string {
  const { scripts = {} } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return script !== undefined && Object.hasOwn(scripts, script) ? "" : `there is no script ${script}`;
}
