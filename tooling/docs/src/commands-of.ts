/**
 * The commands of a page's blocks: the lines behind `$ `, or every line of a block whose first line is a command. What
 * stands behind two spaces says what the command does, and is no part of it.
 */
import { fencedBlocks, withoutBlocks } from "./fenced-blocks.js";

const programs = ["npm", "npx", "node", "pnpm", "pip", "python", "python3", "cd", "sbatch", "tensorboard"];
const beginsCommand = (line: string): boolean =>
  programs.includes(line.split(" ", 1)[0] ?? "") || /^[\w./-]+\.sh( |$)/u.test(line);

/** Each as it would be typed, `cd` and what `&&` joins to it as one. */
export function commandsOf(page: string): readonly string[] {
  return fencedBlocks(page)
    .filter(({ language }) => language === "" || language === "sh")
    .flatMap(({ text }) => {
      const lines = text
        .replaceAll(/ \\\n\s*/gu, " ")
        .split("\n")
        .filter((line) => /^\S/u.test(line));
      const typed = lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2));
      if (typed.length > 0) return typed;
      return beginsCommand(lines[0] ?? "") ? lines.map((line) => line.replace(/(?<=\S) {2,}.*$/u, "")) : [];
    });
}

/** Commands of this project that the words between blocks name, whole or in part: without what has to follow. */
export function spokenCommandsOf(page: string): readonly string[] {
  const named = withoutBlocks(page).matchAll(/`(?:npx )?(resonance(?:-report)? [a-z][^`]*)`/gu);
  return [...named].map(([, words = ""]) => `npx ${words}`);
}

/** The words of a command as a shell would hand them over, without variables before and a file behind it. */
export function wordsOf(command: string): readonly string[] {
  const words: readonly string[] = command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/gu) ?? [];
  const from = words.findIndex((word) => !/^[A-Z_]+=/u.test(word));
  const until = words.indexOf(">");
  return words.slice(from, until === -1 ? words.length : until).map((word) => word.replaceAll(/["']/gu, ""));
}
