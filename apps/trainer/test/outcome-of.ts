/**
 * What a folder of runs holds, to the bit, but for times and for the way to its end: two that were trained alike are
 * equal, and a file or folder that should not be there is a difference.
 */
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";

export type Outcome = ReadonlyMap<string, string>;

export function outcomeOf(runs: string): Outcome {
  const paths = readdirSync(runs, { recursive: true, withFileTypes: true })
    .map(({ parentPath, name }) => relative(runs, join(parentPath, name)))
    .toSorted();
  const last = lastSteps(paths);
  return new Map(paths.filter((path) => last.get(path) !== false).map((path) => [path, contentOf(join(runs, path))]));
}

/** False for the files of a checkpoint that is not its run's last: which others are kept depends on the way. */
function lastSteps(paths: readonly string[]): ReadonlyMap<string, boolean> {
  const steps = paths.flatMap((path) => {
    const [, folder = "", step] = /^(.*)checkpoints\/step-(\d+)\.(?:json|safetensors)$/u.exec(path) ?? [];
    return step === undefined ? [] : [{ path, folder, step: Number(step) }];
  });
  return new Map(
    steps.map(({ path, folder, step }) => [
      path,
      steps.every((other) => other.folder !== folder || other.step <= step),
    ]),
  );
}

function contentOf(path: string): string {
  if (!lstatSync(path).isFile()) return "no file";
  const bytes = readFileSync(path);
  const text = (): string => bytes.toString("utf8");
  switch (basename(path)) {
    case "record.json":
      return JSON.stringify({ ...(JSON.parse(text()) as object), startedAt: null, gitCommit: null });
    case "result.json":
      return JSON.stringify({ ...(JSON.parse(text()) as object), secondsPerStep: null });
    case "metrics.jsonl":
      return linesOf(text()).join("\n");
    // In the order in which a server gave them.
    case "answers.jsonl":
      return linesOf(text()).toSorted().join("\n");
    case "report.json":
      return text();
    default:
      return createHash("sha256").update(bytes).digest("hex");
  }
}

/** Without their times; an empty line, or half a one, is a line that cannot be read. */
function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => JSON.stringify({ ...(JSON.parse(line) as object), seconds: null }));
}
