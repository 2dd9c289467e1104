/** Runs one program of a root command in the workspace's root, its output shown as it comes. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const onWindows = process.platform === "win32";
const tools = join(root, "node_modules", ".bin");

/** True if the program ended with 0. Its standard output goes to `stdout`: "inherit" or "ignore". */
export function runStep(program, words, { stdout = "inherit" } = {}) {
  const { status, error } = spawnSync(program, words, {
    cwd: root,
    stdio: ["inherit", stdout, "inherit"],
    shell: onWindows,
    // Tools call each other by name: turbo calls pnpm.
    env: { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH}`, TURBO_TELEMETRY_DISABLED: "1" },
  });
  if (error !== undefined) process.stderr.write(`  ${program}: ${error.message}\n`);
  return status === 0;
}

/** The pnpm that package.json pins, through npx: nothing has to be installed by hand. */
export function runPnpm(words, options) {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return runStep("npx", ["--yes", packageManager, ...words], options);
}

/** A tool of the workspace, from node_modules/.bin. */
export function runTool(tool, words, options) {
  return runStep(join(tools, onWindows ? `${tool}.cmd` : tool), words, options);
}

/** Installs exactly what the lockfile says; afterwards `runTool` works. */
export function installWorkspace() {
  return runPnpm(["install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only", "--loglevel=warn"]);
}
