/**
 * A finished run as it is kept beside its plan: record.json and result.json to the byte, metrics.jsonl thinned, no
 * checkpoints. It still reads as a run.
 */
import { randomUUID } from "node:crypto";
import { readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { type FinetuningRow, type MetricRow, ResonanceError } from "@resonance-rope/contracts";
import { codeOf, fileError } from "@resonance-rope/contracts/node";
import { isFinetuning, makeFolder, readFinetuning, readRun, writeAtomically } from "@resonance-rope/run-store";
import { thinMetrics } from "./thin-metrics.js";

const where = "runs export";

/**
 * Makes `<folder>/<name of the run's own folder>/`, which appears whole or not at all. One that holds the same files
 * is left as it is; one that holds others is an error, and never written over.
 */
export async function copyRun(directory: string, folder: string): Promise<"copied" | "unchanged"> {
  const files = await filesOf(directory);
  const name = basename(directory);
  const target = join(folder, name);
  if (await holds(target, files)) return "unchanged";
  const temporary = join(folder, `.${name}.${randomUUID()}.tmp`);
  try {
    await makeFolder(temporary, where);
    for (const [file, text] of files) await writeAtomically(join(temporary, file), text);
    await rename(temporary, target);
    return "copied";
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Another process may have made the same copy in the meantime; any other folder was there before.
    if (await holds(target, files)) return "unchanged";
    if (["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(codeOf(error) ?? "")) throw otherFiles(target, error);
    throw fileError(error, { where, action: "write", path: target });
  }
}

type Files = ReadonlyMap<string, string>;

async function filesOf(directory: string): Promise<Files> {
  // Checks all three files before any is copied.
  const { metrics }: { readonly metrics: readonly (MetricRow | FinetuningRow)[] } = isFinetuning(directory)
    ? await readFinetuning(directory)
    : await readRun(directory);
  const text = (name: string): Promise<string> =>
    readFile(join(directory, name), "utf8").catch((error: unknown) => {
      throw fileError(error, { where, action: "read", path: join(directory, name) });
    });
  return new Map([
    ["record.json", await text("record.json")],
    [
      "metrics.jsonl",
      thinMetrics(metrics)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(""),
    ],
    ["result.json", await text("result.json")],
  ]);
}

/** False where one of the files is missing or another. */
async function holds(target: string, files: Files): Promise<boolean> {
  for (const [file, text] of files) {
    const path = join(target, file);
    const found = await readFile(path, "utf8").catch((error: unknown) => {
      if (["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "")) return null;
      throw fileError(error, { where, action: "read", path });
    });
    if (found !== text) return false;
  }
  return true;
}

const otherFiles = (target: string, cause: unknown): ResonanceError =>
  new ResonanceError({
    kind: "unavailable",
    where,
    expected: `${target} to hold this run's copy, or not to be there`,
    received: "other files",
    remedy: "give another --to, or move that folder away",
    cause,
  });
