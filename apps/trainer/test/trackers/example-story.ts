/** A run on disk with some steps, for what trackers are told of it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MetricRow } from "@resonance-rope/contracts";
import { type Run, appendMetrics } from "@resonance-rope/run-store";
import { onTestFinished } from "vitest";
import type { TrackedStart } from "../../src/trackers/tracker.js";
import { planOfWords, startRun } from "../runs-example.js";

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "resonance-trackers-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const stepRow = (step: number): MetricRow => ({
  type: "step",
  step,
  trainingLoss: 1 / step,
  learningRate: 0.001,
  gradientNorm: 0.5 * step,
  seconds: 0.25,
});

/** With the rows of its steps up to this one. */
export async function runWith(steps: number): Promise<Run> {
  const run = await startRun(await temporaryFolder(), planOfWords(["--task", "recursive", "--threads", "1"]));
  await appendMetrics(
    run,
    Array.from({ length: steps }, (_, index) => stepRow(index + 1)),
  );
  onTestFinished(() => run.release());
  return run;
}

export const startWith = ({ record }: Run, steps: number): TrackedStart => ({
  record,
  rows: Array.from({ length: steps }, (_, index) => ({ row: stepRow(index + 1), madeAt: 1000 * (index + 1) })),
  madeAt: 500,
});
