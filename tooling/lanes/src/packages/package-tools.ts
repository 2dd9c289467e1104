/** Package managers, runtimes and a registry for the loopback, out of npm: exactly those that tools/package.json pins. */
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { hashFiles } from "../hash-files.js";
import { makeOnce } from "../make-once.js";
import { root } from "../root.js";
import { runProgram } from "../run-program.js";

const manifest = join(root, "tooling/lanes/packages/tools/package.json");
/** Their install scripts put a program in place that came as a package. No other's is run. */
const withScripts = ["node20", "node22", "node24", "bun", "deno"];

/** The oldest that the packages allow, and the newest of the next two lines. */
export type NodeLine = "20" | "22" | "24";

/** The folder of what is installed, `node_modules`. */
export async function packageTools(): Promise<string> {
  const what = "Node 20, 22 and 24, npm, pnpm, Yarn, Bun, Deno, verdaccio (0.9 GB)";
  const folder = await makeOnce(`package-tools-${hashFiles([manifest])}`, what, async (place) => {
    await copyFile(manifest, join(place, "package.json"));
    const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
    await runProgram("npm", ["install", "--ignore-scripts", ...quiet], { cwd: place });
    await runProgram("npm", ["rebuild", ...withScripts, ...quiet], { cwd: place });
  });
  return join(folder, "node_modules");
}

/** The folder of `node`. */
export const nodeFolder = (tools: string, line: NodeLine): string => join(tools, `node${line}`, "bin");
