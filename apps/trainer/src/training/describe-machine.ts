/** What a record says of where a run was made. */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { availableParallelism, cpus, totalmem } from "node:os";
import type { RunRecord } from "@resonance-rope/contracts";
import { packageVersion } from "../package-version.js";

const scope = "@resonance-rope/";

export function describeMachine(engine: string): Pick<RunRecord, "versions" | "machine" | "gitCommit"> {
  const require = createRequire(import.meta.url);
  const { dependencies } = require("../../package.json") as { readonly dependencies: Readonly<Record<string, string>> };
  const versions = Object.keys(dependencies)
    .filter((name) => name.startsWith(scope))
    .map((name) => [name.slice(scope.length), (require(`${name}/package.json`) as { version: string }).version]);
  return {
    versions: {
      node: process.version,
      engine,
      ...(Object.fromEntries(versions) as Readonly<Record<string, string>>),
      trainer: packageVersion(),
    },
    machine: thisMachine(),
    gitCommit: gitCommit(),
  };
}

export function thisMachine(): RunRecord["machine"] {
  return {
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
  };
}

/** The commit of the clone this program runs from; null when it was installed as a package. */
function gitCommit(): string | null {
  try {
    // A package installed inside somebody's repository is not that repository.
    return git("ls-files", "../../src/main.ts") === "" ? null : git("rev-parse", "HEAD");
  } catch {
    return null;
  }
}

function git(...words: string[]): string {
  const { dirname: cwd } = import.meta;
  return execFileSync("git", words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}
