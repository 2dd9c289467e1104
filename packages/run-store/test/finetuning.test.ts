import { appendFile, cp, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FinetuningPlan, FinetuningResult, FinetuningRow } from "@resonance-rope/contracts";
import { expect, test } from "vitest";
import {
  appendFinetuningRows,
  finetuningIdOf,
  isFinetuning,
  latestCheckpoint,
  listFinetunings,
  listRuns,
  openFinetuning,
  readFinetuning,
  truncateFinetuningRows,
  writeCheckpoint,
  writeFinetuningResult,
} from "../src/index.js";
import { examplePlan, exampleRecord, filesBelow, temporaryFolder } from "./example-run.js";
import { stepRow } from "./step-row.js";

const plan: FinetuningPlan = {
  model: { name: "SmolLM2 135M.gguf", fingerprint: "sha256:0" },
  rope: examplePlan.rope,
  data: [{ name: "book.txt", fingerprint: "sha256:1" }],
  validation: [],
  validationSequences: null,
  column: "text",
  length: 64,
  adapterRank: 8,
  optimizer: { ...examplePlan.optimizer, schedule: "linear" },
  precision: "float32",
  batchSize: 2,
  steps: 3,
  validateEverySteps: 3,
  checkpointEverySteps: 3,
  seed: 0,
  threads: 1,
};
const { version: _, runId: _id, plan: _plan, ...circumstances } = exampleRecord();
const begun = { ...circumstances, plan, places: { model: "model.gguf", data: ["book.txt"], validation: [] } };
const step = (number: number): FinetuningRow => stepRow(number) as FinetuningRow;
const validated: FinetuningRow = {
  type: "validation",
  step: 0,
  validationLoss: 1,
  perplexity: Math.E,
  tokens: 64,
  seconds: 1,
};
const result: FinetuningResult = {
  version: 1,
  runId: finetuningIdOf(plan),
  validationLoss: 1,
  perplexity: Math.E,
  initialPerplexity: 3,
  steps: 3,
  trainedTokens: 384,
  secondsPerStep: 1,
  backend: "cpu",
  written: ["adapter/adapter_config.json"],
};

test("its name says the model, the encoding and the seed, and differs for every other plan", () => {
  expect(finetuningIdOf(plan)).toMatch(/^finetune-smollm2-135m-gguf-yarn-as-scaled-s0-[0-9a-f]{8}$/u);
  expect(finetuningIdOf({ ...plan, length: 65 })).not.toBe(finetuningIdOf(plan));
});

test("what is written comes back, and the same plan goes on in the same folder, whatever that is called", async () => {
  const runs = await temporaryFolder();
  const run = await openFinetuning({ runs }, begun);
  await appendFinetuningRows(run, [validated, ...[1, 2].map(step)]);
  await writeCheckpoint(run, 1, Uint8Array.of(1, 2), {});
  await run.release();
  await appendFile(join(run.directory, "metrics.jsonl"), '{"type":"st');

  const renamed = join(runs, "elsewhere");
  await cp(run.directory, renamed, { recursive: true });
  for (const place of [{ runs }, { run: renamed }]) {
    const again = await openFinetuning(place, { ...begun, startedAt: "2027-01-02T03:04:05Z" });
    expect(again.record).toEqual(run.record);
    await truncateFinetuningRows(again, 1);
    await writeFinetuningResult(again, result);
    await again.release();
    const contents = await readFinetuning(again.directory);
    expect(contents).toMatchObject({ record: run.record, result, metrics: [validated, stepRow(1)] });
    expect(contents.checkpointSteps).toEqual([1]);
    expect((await latestCheckpoint(again.directory))?.weights).toEqual(Uint8Array.of(1, 2));
    expect(await filesBelow(again.directory)).toHaveLength(5);
  }
});

test("another run's result is refused, for the folder could not be read with it", async () => {
  const run = await openFinetuning({ runs: await temporaryFolder() }, begun);
  const written = writeFinetuningResult(run, { ...result, runId: `${result.runId}0` });
  await expect(written).rejects.toMatchObject({ kind: "invalid-argument", where: "writeFinetuningResult" });
  await run.release();
  expect(await readdir(run.directory)).toEqual(["record.json"]);
});

test("a folder of another plan is refused and left as it is", async () => {
  const runs = await temporaryFolder();
  const run = await openFinetuning({ runs }, begun);
  await run.release();
  const before = await readFile(join(run.directory, "record.json"), "utf8");
  const other = { ...begun, plan: { ...plan, seed: 1 } };
  await expect(openFinetuning({ run: run.directory }, other)).rejects.toMatchObject({ kind: "invalid-file" });
  expect(await readFile(join(run.directory, "record.json"), "utf8")).toBe(before);
  expect(await readdir(run.directory)).toEqual(["record.json"]);
});

test("a list of runs passes fine-tunings over, and theirs has them alone, the broken ones by name", async () => {
  const runs = await temporaryFolder();
  const run = await openFinetuning({ runs }, begun);
  await run.release();
  const broken = join(runs, "finetune-broken");
  await cp(run.directory, broken, { recursive: true });
  await writeFile(join(broken, "record.json"), "{}");
  expect(await listRuns(runs)).toEqual({ runs: [], failures: [] });
  expect(await listFinetunings(runs)).toMatchObject({
    finetunings: [{ directory: run.directory, record: { runId: finetuningIdOf(plan) }, result: null }],
    failures: [{ directory: broken }],
  });
  expect([run.directory, broken, runs].map(isFinetuning)).toEqual([true, false, false]);
});
