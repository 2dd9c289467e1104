/** The workspace's last commit, cloned and set up anew: what a release begins from. */
import { join } from "node:path";
import { root } from "../root.js";
import { runProgram } from "../run-program.js";

export interface ScratchRepository {
  readonly folder: string;
  /** A tool of the workspace. */
  run(tool: string, words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<string>;
  commit(): Promise<void>;
}

const author = ["-c", "user.name=lane", "-c", "user.email=lane@localhost", "-c", "commit.gpgsign=false"];

/** @param folder does not exist yet. */
export async function scratchRepository(folder: string): Promise<ScratchRepository> {
  await runProgram("git", ["clone", "--quiet", root, folder]);
  const git = (words: readonly string[]): Promise<string> => runProgram("git", ["-C", folder, ...author, ...words]);
  const run: ScratchRepository["run"] = (tool, words, environment = {}) => {
    // Tools call each other by name: turbo and changeset call pnpm.
    const path = `${join(folder, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`;
    // `env` finds the tool on that path.
    const env = { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: "1", ...environment };
    return runProgram("/usr/bin/env", [tool, ...words], { cwd: folder, env });
  };
  await run(join(root, "node_modules/.bin/pnpm"), [
    "install",
    "--frozen-lockfile",
    "--prefer-offline",
    "--reporter=silent",
  ]);
  return {
    folder,
    run,
    async commit() {
      await git(["add", "--all"]);
      await git(["commit", "--quiet", "--allow-empty", "--message", "Release"]);
    },
  };
}
