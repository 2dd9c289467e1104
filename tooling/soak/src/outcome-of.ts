/**
 * What a folder of runs holds, to the bit, but for times and for the way to its end: two that were trained alike are
 * equal, and a file that should not be there is a difference.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";

export type Outcome = ReadonlyMap<string, string>;

export function outcomeOf(runs: string): Outcome {
  const paths = readdirSync(runs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(runs, join(parentPath, name)));
  const last = lastSteps(paths);
  return new Map(
    paths
      .filter((path) => last.get(path) !== false)
      .toSorted()
      .map((path) => [path, contentOf(basename(path), readFileSync(join(runs, path)))]),
  );
}

/** The first difference, in words; null without one. */
export function differenceOf(found: Outcome, wanted: Outcome): string | null {
  for (const path of new Set([...wanted.keys(), ...found.keys()])) {
    const [one, other] = [found.get(path), wanted.get(path)];
    if (one === other) continue;
    if (one === undefined) return `${path} is missing`;
    if (other === undefined) return `${path} should not be there`;
    const place = [...one].findIndex((letter, index) => letter !== other[index]);
    const around = (text: string): string => text.slice(Math.max(0, place - 40), place + 80);
    return `${path} holds …${around(one)}… instead of …${around(other)}…`;
  }
  return null;
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

function contentOf(name: string, bytes: Buffer): string {
  const text = (): string => bytes.toString("utf8");
  switch (name) {
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

/** Without their times; text after the last end of a line shows as a line that cannot be read. */
function linesOf(text: string): string[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.stringify({ ...(JSON.parse(line) as object), seconds: null }));
}
