import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listEvaluations } from "../src/list-evaluations.js";
import { listRuns } from "../src/list-runs.js";
import { openAnswers, writeReport } from "../src/evaluation-run.js";

const key = {
  evaluation: "passkey",
  model: { name: "a model", fingerprint: "sha256:1" },
  protocol: { lengths: [2048] },
} as const;
const begun = {
  ...key,
  versions: { node: "20.20.0" },
  machine: { platform: "linux x64", processor: "Example CPU", cores: 2, memoryBytes: 2 ** 33 },
  gitCommit: null,
  startedAt: "2026-01-02T03:04:05.000Z",
};
const report = {
  version: 1,
  ...key,
  metrics: { accuracy: { value: 1, low: 0.5, high: 1 } },
  rows: [],
  items: [{ item: "2048/0/0", values: { accuracy: [1, 1] } }],
} as const;

let root: string;
let done: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "list-evaluations-"));
  const run = await openAnswers(root, begun);
  await writeReport(run, report);
  await run.release();
  done = run.directory;
});
afterEach(() => rm(root, { recursive: true }));

const listed = async (): Promise<{ found: string[]; failed: [string, string][] }> => {
  const { evaluations, failures } = await listEvaluations(root);
  return {
    found: evaluations.map(({ directory }) => relative(root, directory)),
    failed: failures.map(({ directory, reason }) => [relative(root, directory), reason]),
  };
};

test("evaluations are found in folders in folders, under any name, and through no link that leads back up", async () => {
  await cp(done, join(root, "a", "b", "renamed"), { recursive: true });
  await symlink(root, join(root, "a", "again"));
  const own = relative(root, done);
  expect(await listed()).toEqual({ found: [join("a", "b", "renamed"), own], failed: [] });
});

test("a run is no evaluation, however broken, and what lies in it is not looked at", async () => {
  const run = join(root, "run");
  await cp(done, join(run, "checkpoints"), { recursive: true });
  for (const record of ['{"plan": {}}', "{", "[]"]) {
    await writeFile(join(run, "record.json"), record);
    expect((await listed()).found).toEqual([relative(root, done)]);
    expect((await listed()).failed).toEqual([]);
  }
  expect((await listRuns(root)).failures).toHaveLength(1);
});

test("one that is not finished, or holds another's report, is listed with its reason", async () => {
  const [unfinished, mixed] = [join(root, "unfinished"), join(root, "mixed")];
  await cp(done, unfinished, { recursive: true });
  await rm(join(unfinished, "report.json"));
  await cp(done, mixed, { recursive: true });
  await writeFile(join(mixed, "report.json"), JSON.stringify({ ...report, protocol: {} }));
  await mkdir(join(root, "eval-empty"));
  const { found, failed } = await listed();
  expect(found).toEqual([relative(root, done)]);
  const reasons = Object.fromEntries(failed);
  expect(Object.keys(reasons).toSorted()).toEqual(["eval-empty", "mixed", "unfinished"]);
  expect(reasons["unfinished"]).toContain("run resonance eval again to finish");
  expect(reasons["mixed"]).toContain("another model or protocol");
});
