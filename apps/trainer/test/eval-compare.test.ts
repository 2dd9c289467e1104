import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EvaluationReport } from "@resonance-rope/contracts";
import { compareReports } from "@resonance-rope/llm-eval";
import { expect, onTestFinished, test } from "vitest";
import { runCli, startCli } from "./run-cli.js";

/** Scores of so many items, each other's by a step that the items share in part. */
function reportOf(name: string, items: number, gain: number): EvaluationReport {
  const score = (index: number): number => ((index * 7919) % 101) + gain * (index % 3);
  return {
    version: 1,
    evaluation: "ruler",
    model: { name, fingerprint: name },
    protocol: { lengths: [4096] },
    metrics: { vt: { value: 1, low: null, high: null } },
    rows: [],
    items: Array.from({ length: items }, (_, index) => ({ item: `vt/${index}`, values: { vt: [score(index), 1] } })),
  };
}

async function written(first: EvaluationReport, second: EvaluationReport): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "eval-compare-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const paths = [join(folder, "first.json"), join(folder, "second.json")];
  for (const [index, report] of [first, second].entries()) await writeFile(paths[index] ?? "", JSON.stringify(report));
  return paths;
}

test("a comparison in its thread is the library's own", async () => {
  const [first, second] = [reportOf("plain", 200, 0), reportOf("resonance", 200, 1)];
  const paths = await written(first, second);
  const { code, stdout } = await runCli(["eval", "compare", ...paths, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(compareReports(first, second));
});

test("reports of two protocols are bad usage, from the thread too", async () => {
  const paths = await written(reportOf("plain", 9, 0), { ...reportOf("other", 9, 0), protocol: { lengths: [8192] } });
  const { code, stdout, stderr } = await runCli(["eval", "compare", ...paths]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("compare runs that differ in the model alone");
});

test(
  "a long comparison says how far it is, and stops where it is when it is told to",
  { timeout: 120_000 },
  async () => {
    const paths = await written(reportOf("plain", 40_000, 0), reportOf("resonance", 40_000, 1));
    const { child, ended } = startCli(["eval", "compare", ...paths]);
    onTestFinished(() => void child.kill("SIGKILL"));
    child.stderr?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("resampling")) child.kill("SIGINT");
    });
    const { code, stdout, stderr } = await ended;
    expect([code, stdout]).toEqual([130, ""]);
    expect(stderr).toMatch(/ {2}resampling {2}\d+ % {2}\d.* left\n/u);
  },
);
