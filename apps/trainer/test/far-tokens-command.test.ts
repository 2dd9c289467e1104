import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomSource } from "@resonance-rope/contracts";
import { dataset, taskOf } from "@resonance-rope/posgen";
import { latestCheckpoint, readRun } from "@resonance-rope/run-store";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Evaluator, createEvaluator } from "../src/training/evaluate.js";
import { trainingOfPlan } from "../src/training/training-of-plan.js";
import { runCli } from "./run-cli.js";
import { planOfWords, startRun } from "./runs-example.js";
import { tinyFlags } from "./tiny-flags.js";
import { runInProcess } from "./usage-in-process.js";

let runs = "";
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), "resonance-far-tokens-"));
});
afterEach(async () => {
  await rm(runs, { recursive: true, force: true });
});

async function trained(task: string, flags = "--steps 20"): Promise<string> {
  const words = ["train", "--task", task, ...tinyFlags, ...flags.split(" "), "--out", runs, "--json"];
  expect(await runCli(words)).toMatchObject({ code: 0 });
  const [name = ""] = await readdir(runs);
  return join(runs, name);
}

describe("resonance posgen far-tokens", () => {
  it("says of every test token what a model of chain of thought follows", { timeout: 120_000 }, async () => {
    const run = await trained("chain-of-thought");
    const { code, stdout } = await runCli(["posgen", "far-tokens", run, "--json"]);
    expect(code).toBe(0);
    const [use, ...others] = JSON.parse(stdout);
    expect(others).toEqual([]);
    expect(use).toMatchObject({ runId: run.slice(runs.length + 1), step: 20, sequences: 20 });
    // Of the sum the two answers always differ: 20 sequences, L = 16, L' = 32, 4 seed tokens.
    expect([use.trained.tokens, use.longer.tokens]).toEqual([20 * 12, 20 * 16]);
    for (const { rule, sequence } of [use.trained, use.longer]) {
      expect(Math.min(rule, sequence)).toBeGreaterThanOrEqual(0);
      expect(rule + sequence).toBeLessThanOrEqual(1);
    }
    const table = (await runCli(["posgen", "far-tokens", run])).stdout.trimEnd().split("\n");
    expect(table).toHaveLength(2);
    expect(table[0]).toMatch(/^ {2}run +step +ID: rule +ID: as made +OOD: rule +OOD: as made$/u);
  });

  it(
    "asks the model of the newest checkpoint, under the encoding that it is tested with",
    { timeout: 120_000 },
    async () => {
      const run = await trained("chain-of-thought", "--steps 100 --scaling yarn --protocol released-code");
      const { plan } = (await readRun(run)).record;
      const { stdout } = await runCli(["posgen", "far-tokens", run, "--json"]);
      const [use] = JSON.parse(stdout);
      // What follows the sequence as it was made is, of the sum, the accuracy on the sequence with another first token.
      const { test } = dataset(taskOf(plan), plan);
      const random = randomSource(plan.seed).fork("far-token-use");
      const tokens = test.tokens.slice();
      for (let at = 0; at < tokens.length; at += test.length)
        tokens[at] = ((tokens[at] ?? NaN) + 1 + random.integer(16)) % 17;
      await selectBackend({ threads: 1 });
      const checkpoint = await latestCheckpoint(run);
      if (checkpoint === null) throw new RangeError("expected a checkpoint");
      const training = trainingOfPlan(plan, { bytes: checkpoint.weights, step: checkpoint.step });
      const accuracies = async (weights: Parameters<Evaluator>[0], rope = plan.rope): Promise<number[]> => {
        const { idAccuracy, oodAccuracy } = await createEvaluator({ ...plan, rope })(weights, { ...test, tokens });
        return [idAccuracy, oodAccuracy].map((accuracy) => Number(accuracy.toFixed(9)));
      };
      const told = [use.trained.sequence, use.longer.sequence].map((share: number) => Number(share.toFixed(9)));
      expect(told).toEqual(await accuracies(training.weights()));
      // Other weights or another encoding would not do.
      expect(told).not.toEqual(await accuracies(trainingOfPlan(plan).weights()));
      expect(told).not.toEqual(await accuracies(training.weights(), plan.trainingRope));
    },
  );

  it(
    "refuses a run of another task, one without a checkpoint, and a folder that is none",
    { timeout: 120_000 },
    async () => {
      const other = await trained("recursive");
      expect((await runInProcess(["posgen", "far-tokens", other])).stderr).toContain("far tokens stand still");
      const begun = await startRun(runs, planOfWords(["--task", "chain-of-thought", "--threads", "1"]));
      await begun.release();
      expect((await runInProcess(["posgen", "far-tokens", begun.directory])).stderr).toContain("resonance resume");
      const { code, stdout, stderr } = await runInProcess([
        "posgen",
        "far-tokens",
        begun.directory,
        join(runs, "none"),
      ]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain("no record.json");
    },
  );
});
