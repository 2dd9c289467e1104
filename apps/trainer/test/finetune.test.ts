/** `resonance finetune` from end to end, on a random LLaMA of two layers. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "./outcome-of.js";
import { type Ended, program, startCli } from "./run-cli.js";
import { adapters, folder, model, sentence, words } from "./tiny-finetuning.js";
import { runInProcess } from "./usage-in-process.js";

async function onlyRun(out: string): Promise<string> {
  const [name] = await readdir(join(folder, out));
  return join(folder, out, name ?? "");
}

/** Ends a fine-tuning in a process of its own, as soon as it has a checkpoint. */
async function stopped(all: readonly string[], out: string, signal: "SIGINT" | "SIGKILL"): Promise<Ended> {
  const { child, ended } = startCli(all);
  while (!existsSync(join(folder, out)) || !existsSync(join(await onlyRun(out), "checkpoints"))) await sleep(10);
  child.kill(signal);
  const end = await ended;
  expect(existsSync(join(await onlyRun(out), "result.json"))).toBe(false);
  return end;
}

/** Of the held-out windows, by `resonance eval`. */
async function perplexityOf(place: string, more: readonly string[] = []): Promise<number> {
  const { stdout } = await runInProcess([
    ..."eval perplexity --engine model-tiny --length 65 --threads 1 --json --model".split(" "),
    place,
    "--text",
    join(folder, "windows.jsonl"),
    "--out",
    join(folder, "evals"),
    ...more,
  ]);
  const { metrics } = JSON.parse(stdout) as { metrics: Record<string, { value: number }> };
  return metrics["perplexity"]?.value ?? Number.NaN;
}

describe("a fine-tuning with adapters", () => {
  it(
    "learns: held-out text becomes likelier, and the run, its list and its page say so",
    { timeout: 120_000 },
    async () => {
      const { code, stdout, stderr } = await runInProcess(adapters("done"));
      expect(stderr).toContain("perplexity");
      expect(code).toBe(0);
      const result = JSON.parse(stdout) as Record<string, number> & { runId: string; directory: string };
      expect(result["perplexity"]).toBeLessThan(0.8 * (result["initialPerplexity"] ?? 0));
      expect(result).toMatchObject({ steps: 12, trainedTokens: 12 * 2 * 64 });
      expect(result.runId).toMatch(/^finetune-tiny-yarn-nearest-integer-s0-[0-9a-f]{8}$/u);
      expect((await readdir(result.directory)).toSorted()).toEqual(
        ["adapter", "checkpoints", "metrics.jsonl", "record.json", "result.json"],
      ); // prettier-ignore
      expect(JSON.parse(await readFile(join(result.directory, "adapter", "rope.json"), "utf8"))).toMatchObject({
        wavelengths: "nearest-integer",
        scaling: { type: "yarn", factor: 2 },
      });

      // Scored with them, in the encoding that they were trained in, the model is as good as the run says.
      const adapter = join(result.directory, "adapter");
      expect(await perplexityOf(model, ["--adapter", adapter])).toBeCloseTo(result["perplexity"] ?? 0, 3);

      const listed = JSON.parse((await runInProcess(["runs", "list", "--out", join(folder, "done"), "--json"])).stdout);
      expect(listed).toMatchObject({ runs: [], failures: [], finetunings: [{ runId: result.runId, status: "done" }] });
      const shown = JSON.parse((await runInProcess(["runs", "show", result.directory, "--json"])).stdout) as {
        command: string;
      };
      expect(shown).toMatchObject({ perplexity: result["perplexity"], checkpointSteps: [11, 12] });

      // A copy to keep reads as the run does, without its checkpoints.
      const exported = ["runs", "export", result.directory];
      expect((await runInProcess([...exported, "--to", join(folder, "kept")])).code).toBe(0);
      const kept = join(folder, "kept", result.runId);
      expect(await readdir(kept)).toEqual(["metrics.jsonl", "record.json", "result.json"]);
      expect(JSON.parse((await runInProcess(["runs", "show", kept, "--json"])).stdout)).toMatchObject({
        checkpointSteps: [],
        result: { runId: result.runId },
      });
      expect((await runInProcess([...exported, "--csv"])).stderr).toContain("a fine-tuning");

      // The command that it gives is that of this very run: it answers from the result.
      const [, , ...again] = shown.command.split(" ");
      const repeated = await runInProcess([...again, "--out", join(folder, "done"), "--json"]);
      expect(JSON.parse(repeated.stdout)).toEqual(result);
    },
  );

  it(
    "goes on after Ctrl-C and after a kill to the bits of a run that never stopped, in a folder of another name",
    { timeout: 120_000 },
    async () => {
      const long = (out: string): string[] =>
        adapters(out, { more: "--steps 24 --validate-every 10 --checkpoint-every 4" });
      expect((await runInProcess(long("whole"))).code).toBe(0);
      const unbroken = outcomeOf(await onlyRun("whole"));

      const { code, stderr } = await stopped(long("interrupted"), "interrupted", "SIGINT");
      expect(code).toBe(130);
      expect(stderr).toMatch(/go on with: npx resonance resume /u);
      const renamed = join(folder, "renamed");
      await rename(await onlyRun("interrupted"), renamed);
      expect((await runInProcess(["resume", renamed, "--json"])).code).toBe(0);
      expect(outcomeOf(renamed)).toEqual(unbroken);

      await stopped(long("killed"), "killed", "SIGKILL");
      // As a kill leaves it that comes while it writes what it trained.
      await mkdir(join(await onlyRun("killed"), "adapter"));
      await writeFile(join(await onlyRun("killed"), "adapter", ".rope.json.tmp"), "{");
      expect((await runInProcess(long("killed"))).code).toBe(0);
      expect(outcomeOf(await onlyRun("killed"))).toEqual(unbroken);
    },
  );

  it("says beforehand what it would take, and writes nothing", { timeout: 60_000 }, async () => {
    const { code, stdout } = await runInProcess(adapters("dry", { more: "--dry-run" }));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      documents: 2,
      // A byte a token, and one that ends each document.
      tokens: 40 * sentence.length + 2,
      sequences: Math.floor((40 * sentence.length + 1) / 64),
      validationSequences: 3,
      memory: { estimatedBytes: expect.any(Number), measuredPeakBytes: expect.any(Number) },
      secondsPerStep: expect.any(Number),
      seconds: expect.any(Number),
    });
    expect(existsSync(join(folder, "dry"))).toBe(false);
  });
});

it("shows an example in its help that runs", { timeout: 60_000 }, async () => {
  const { stdout } = await runInProcess(["finetune", "--help"]);
  const [, example = ""] = /\n {2}resonance (finetune .*)\n/u.exec(stdout) ?? [];
  const cwd = join(folder, "example");
  await mkdir(cwd);
  await cp(model, join(cwd, "SmolLM2-135M"), { recursive: true });
  await writeFile(join(cwd, "book.txt"), sentence.repeat(100));
  const ran = await promisify(execFile)(process.execPath, [program, ...example.split(" ")], { cwd });
  expect(ran.stdout).toContain("20 steps");
});

describe("a fine-tuning of all weights", () => {
  const all = (out: string, more: string): string[] => words(out, { more: `--learning-rate 0.002 ${more}` });

  it(
    "leaves a model in the new encoding, which is as good as the run says, and goes on to its bits",
    { timeout: 240_000 },
    async () => {
      const run = await runInProcess(all("all", "--steps 6"));
      expect(run.code, run.stderr).toBe(0);
      const result = JSON.parse(run.stdout) as Record<string, number> & { directory: string };
      expect(result["perplexity"]).toBeLessThan(0.8 * (result["initialPerplexity"] ?? 0));
      const report = await perplexityOf(join(result.directory, "model"));
      expect(report).toBeCloseTo(result["perplexity"] ?? 0, 3);

      await stopped(all("half", "--steps 6"), "half", "SIGINT");
      expect((await runInProcess(["resume", await onlyRun("half"), "--json"])).code).toBe(0);
      expect(outcomeOf(await onlyRun("half"))).toEqual(outcomeOf(result.directory));
    },
  );
});
