import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Answer, EvaluationReport } from "@resonance-rope/contracts";
import { expect, onTestFinished, test } from "vitest";
import { type EvaluationRun, listRuns, openAnswers, readAnswered, readReport, writeReport } from "../src/index.js";
import { exampleRecord, filesBelow, temporaryFolder } from "./example-run.js";
import { noSmallDisk, smallDisk } from "./small-disk.js";

const { versions, machine, gitCommit, startedAt } = exampleRecord();
const begun = {
  evaluation: "perplexity",
  model: { name: "SmolLM2-135M/Instruct.Q8_0.gguf", fingerprint: "weights 1, no scaling" },
  protocol: { lengths: [2048], stride: null },
  versions,
  machine,
  gitCommit,
  startedAt,
} as const;

const scored = (item: string): Answer => ({
  type: "log-probabilities",
  item,
  logProbabilities: [-1.5, -0.25],
  seconds: 0.1,
});
const written: Answer = { type: "text", item: "b/1", text: " 42\n\u2028é", promptTokens: 7, seconds: 0.2 };

async function all(run: EvaluationRun): Promise<Answer[]> {
  const answers: Answer[] = [];
  for await (const answer of run.answers.read()) answers.push(answer);
  return answers;
}

async function open(runs: string, record = begun as Parameters<typeof openAnswers>[1]): Promise<EvaluationRun> {
  const run = await openAnswers(runs, record);
  onTestFinished(() => run.release());
  return run;
}

test("answers come back in their order, and a later start finds them answered", async () => {
  const runs = await temporaryFolder();
  const first = await open(runs);
  await Promise.all([first.answers.append(scored("a/0")), first.answers.append(written)]);
  await first.answers.append(scored("c/2"));
  expect(await all(first)).toEqual([scored("a/0"), written, scored("c/2")]);
  await first.release();

  const second = await open(runs, { ...begun, startedAt: "2027-01-01T00:00:00Z" });
  expect(second.record).toEqual(first.record);
  expect([...second.answers.answered]).toEqual(["a/0", "b/1", "c/2"]);
  await second.answers.append(scored("d/3"));
  expect(await all(second)).toHaveLength(4);
  expect(await filesBelow(second.directory)).toEqual(["answers.jsonl", "lock.json", "record.json"]);
});

test("what is answered is known while another process writes, and without a folder nothing is", async () => {
  const runs = await temporaryFolder();
  expect(await readAnswered(runs, begun)).toEqual(new Set());
  expect(await filesBelow(runs)).toEqual([]);
  const run = await open(runs);
  await run.answers.append(scored("a/0"));
  await run.answers.append(written);
  await appendFile(join(run.directory, "answers.jsonl"), '{"type":"text","item":"half');
  const before = await readFile(join(run.directory, "answers.jsonl"), "utf8");
  expect(await readAnswered(runs, begun)).toEqual(new Set(["a/0", "b/1"]));
  expect(await readFile(join(run.directory, "answers.jsonl"), "utf8")).toBe(before);
  expect(await readAnswered(runs, { ...begun, protocol: { lengths: [4096] } })).toEqual(new Set());
});

test("another model, encoding or protocol has another folder, whose name says of what", async () => {
  const runs = await temporaryFolder();
  const records = [
    begun,
    { ...begun, model: { ...begun.model, fingerprint: "weights 1, yarn 4" } },
    { ...begun, protocol: { lengths: [4096], stride: null } },
    { ...begun, evaluation: "passkey" as const },
  ];
  const opened = await Promise.all(records.map((record) => open(runs, record)));
  expect(new Set(opened.map(({ directory }) => directory)).size).toBe(4);
  expect(opened[0]?.record.runId).toMatch(/^eval-perplexity-smollm2-135m-instruct-q8-0-gguf-[0-9a-f]{8}$/u);
  expect(await listRuns(runs)).toEqual({ runs: [], failures: [] });
});

test("one process an evaluation: a second start is refused while the first holds it", async () => {
  const runs = await temporaryFolder();
  await open(runs);
  await expect(openAnswers(runs, begun)).rejects.toMatchObject({ kind: "unavailable" });
});

test("an item is answered once: a second answer is refused, and a file with two is invalid", async () => {
  const runs = await temporaryFolder();
  const run = await open(runs);
  await run.answers.append(written);
  await expect(run.answers.append(written)).rejects.toMatchObject({ kind: "invalid-argument" });
  expect(await all(run)).toEqual([written]);
  await run.release();
  await appendFile(join(run.directory, "answers.jsonl"), `${JSON.stringify(written)}\n`);
  await expect(openAnswers(runs, begun)).rejects.toMatchObject({ kind: "invalid-file", received: "b/1 twice" });
});

test("an answer that was cut off is asked for again, and the next one does not join it", async () => {
  const runs = await temporaryFolder();
  let run = await open(runs);
  await run.answers.append(scored("a/0"));
  const path = join(run.directory, "answers.jsonl");
  const whole = await readFile(path, "utf8");
  for (let length = 1; length < whole.length; length += 7) {
    await run.release();
    await appendFile(path, whole.slice(0, length));
    run = await open(runs);
    expect([...run.answers.answered]).toEqual(["a/0"]);
    expect(await readFile(path, "utf8")).toBe(whole);
  }
  await run.release();
  await writeFile(path, whole.slice(0, -1));
  run = await open(runs);
  expect(run.answers.answered.size).toBe(0);
});

test("lines longer than a block read whole", async () => {
  const run = await open(await temporaryFolder());
  const long: Answer = { ...written, item: "long", text: "é".repeat(1_000_000) };
  await run.answers.append(long);
  await run.answers.append(scored("a/0"));
  expect(await all(run)).toEqual([long, scored("a/0")]);
});

test("a broken line is an invalid file, and the message says which", async () => {
  const runs = await temporaryFolder();
  const run = await open(runs);
  await run.release();
  const path = join(run.directory, "answers.jsonl");
  for (const line of [
    "",
    "{",
    '{"type":"text","item":"x"}',
    JSON.stringify({ ...scored("x"), logProbabilities: [1] }),
  ]) {
    await writeFile(path, `${JSON.stringify(scored("a"))}\n${line}\n`);
    await expect(openAnswers(runs, begun)).rejects.toMatchObject({
      kind: "invalid-file",
      message: expect.stringContaining(`line 2 of ${path}`),
    });
  }
});

test("a log-probability that is not finite, or more than 0, is refused before it is written", async () => {
  const run = await open(await temporaryFolder());
  for (const value of [Number.NaN, -Infinity, 0.5]) {
    const answer = { ...scored("a"), logProbabilities: [-1, value] } as Answer;
    await expect(run.answers.append(answer)).rejects.toMatchObject({ kind: "invalid-argument" });
  }
  expect(await all(run)).toEqual([]);
});

test("a disk that fills up keeps whole answers, and all that were there", async ({ skip }) => {
  const disk = (await smallDisk(64)) ?? skip(noSmallDisk);
  const run = await open(disk.folder);
  await run.answers.append(scored("a/0"));
  const large: Answer = { ...written, text: "x".repeat(100_000) };
  await expect(run.answers.append(large)).rejects.toMatchObject({
    kind: "unavailable",
    received: "a full disk (ENOSPC)",
  });
  expect(await all(run)).toEqual([scored("a/0")]);
});

test("of answers that are written together, each learns that none was", async () => {
  const run = await open(await temporaryFolder());
  await run.answers.append(scored("a/0"));
  await rm(join(run.directory, "lock.json"));
  const items = ["a/1", "a/2", "a/3"];
  const outcomes = await Promise.allSettled(items.map((item) => run.answers.append(scored(item))));
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect([...run.answers.answered]).toEqual(["a/0"]);
  expect(await all(run)).toEqual([scored("a/0")]);
});

test("a report comes back from its folder and from its file", async () => {
  const run = await open(await temporaryFolder());
  await expect(readReport(run.directory)).rejects.toMatchObject({ kind: "invalid-file" });
  const { evaluation, model, protocol } = begun;
  const report: EvaluationReport = {
    version: 1,
    evaluation,
    model,
    protocol,
    metrics: { perplexity: { value: 12.5, low: null, high: null } },
    rows: [{ document: "a", perplexity: 12.5, note: null }],
    items: [{ item: "a", values: { perplexity: [-5, 2] } }],
  };
  await writeReport(run, report);
  expect(await readReport(run.directory)).toEqual(report);
  expect(await readReport(join(run.directory, "report.json"))).toEqual(report);
});
