/** The programs among a page's blocks, and what the page says that they print: the next block, if it has no language. */
import { fencedBlocks } from "./fenced-blocks.js";
import type { Page } from "./repository.js";

export interface PageProgram {
  /** The page and the program's number on it, from 1: `README.md 1`. */
  readonly name: string;
  readonly language: "js" | "ts";
  readonly text: string;
  /** "" where the page says nothing of it. */
  readonly output: string;
}

export function programsOf({ path, text }: Page): readonly PageProgram[] {
  const blocks = fencedBlocks(text);
  return blocks
    .map((block, index) => ({ ...block, next: blocks[index + 1] }))
    .filter(({ language }) => language === "js" || language === "ts")
    .map(({ language, text: program, next }, index) => ({
      name: `${path} ${index + 1}`,
      language: language === "js" ? "js" : "ts",
      text: program,
      output: next?.language === "" && program.includes("console.log(") ? next.text : "",
    }));
}
