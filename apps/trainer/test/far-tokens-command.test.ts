import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
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

async function trained(task: string): Promise<string> {
  const words = ["train", "--task", task, ...tinyFlags, "--steps", "20", "--out", runs, "--json"];
  expect(await runCli(words)).toMatchObject({ code: 0 });
  const [name = ""] = await readdir(runs);
  return join(runs, name);
}

describe("resonance posgen far-tokens", () => {
  it("says of every test token what a model of chain of thought follows, the same each time", async () => {
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
    expect((await runCli(["posgen", "far-tokens", run, "--json"])).stdout).toBe(stdout);
    const table = (await runCli(["posgen", "far-tokens", run])).stdout.trimEnd().split("\n");
    expect(table).toHaveLength(2);
    expect(table[0]).toMatch(/^ {2}run +step +ID: rule +as made +OOD: rule +as made$/u);
  });

  it("refuses a run of another task, one without a checkpoint, and a folder that is none", async () => {
    const other = await trained("recursive");
    expect((await runInProcess(["posgen", "far-tokens", other])).stderr).toContain("far tokens stand still");
    const begun = await startRun(runs, planOfWords(["--task", "chain-of-thought", "--threads", "1"]));
    await begun.release();
    expect((await runInProcess(["posgen", "far-tokens", begun.directory])).stderr).toContain("resonance resume");
    const { code, stdout, stderr } = await runInProcess(["posgen", "far-tokens", begun.directory, join(runs, "none")]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("no record.json");
  });
});
