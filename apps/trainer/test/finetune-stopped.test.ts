/** Ctrl-C where a fine-tuning has something else to say, or has not begun. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { FinetuningPlan } from "@resonance-rope/contracts";
import { expect, it } from "vitest";
import { type Material, openMaterial } from "../src/finetuning/open-material.js";
import { runFinetuning } from "../src/finetuning/run-finetuning.js";
import type { Ended } from "./run-cli.js";
import { adapters, folder, model } from "./tiny-finetuning.js";
import { runInProcess } from "./usage-in-process.js";

const planOf = ({ model: { description }, named }: Material, peakLearningRate: number): FinetuningPlan => ({
  ...named,
  rope: description.spec,
  validationSequences: null,
  length: 64,
  adapterRank: 4,
  optimizer: {
    peakLearningRate,
    weightDecay: 0,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    schedule: "linear",
    warmupFraction: 0,
    gradientClip: 1,
  },
  precision: "float32",
  batchSize: 1,
  steps: 4,
  validateEverySteps: 4,
  checkpointEverySteps: 4,
  seed: 0,
  threads: 1,
});

it("a loss that is none after Ctrl-C is told, and its weights are not saved", { timeout: 60_000 }, async () => {
  const stop = new AbortController();
  const material = await openMaterial({ model, data: [join(folder, "texts")], validation: [] }, "text", stop.signal);
  const runs = join(folder, "diverging");
  let rows = 0;
  const ended = runFinetuning(planOf(material, 1e30), material, {
    place: { runs },
    signal: stop.signal,
    onRow: () => (rows += 1),
    now() {
      // As a step begins; the signal comes while it computes, after it was last looked at.
      if (rows === 1) queueMicrotask(() => stop.abort());
      return performance.now();
    },
  });
  await expect(ended).rejects.toThrow(/a finite loss, got NaN at step 2/u);
  expect(stop.signal.aborted).toBe(true);
  const [run = ""] = await readdir(runs);
  expect(existsSync(join(runs, run, "checkpoints"))).toBe(false);
  await material.close();
});

/** Ctrl-C as soon as it is listened for: while the model is loaded. */
async function interrupted(words: readonly string[]): Promise<Ended> {
  const listeners = process.listenerCount("SIGINT");
  const ended = runInProcess(words);
  while (process.listenerCount("SIGINT") === listeners) await turn();
  process.emit("SIGINT");
  return ended;
}

it(
  "Ctrl-C while a run is loaded that has learned something does not say that it has not",
  { timeout: 60_000 },
  async () => {
    const words = adapters("loading", { more: "--checkpoint-every 4 --steps 4" });
    const first = await interrupted(words);
    expect(first).toMatchObject({ code: 130, stdout: "", stderr: expect.stringContaining("the same words go on") });
    expect((await runInProcess(words)).code).toBe(0);
    const [run = ""] = await readdir(join(folder, "loading"));
    const { code, stderr } = await interrupted(["resume", join(folder, "loading", run)]);
    expect(code).toBe(130);
    expect(stderr).toContain("nothing is lost");
  },
);
