import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomSource } from "@resonance-rope/contracts";
import { readReport } from "@resonance-rope/run-store";
import { toyServer } from "@resonance-rope/toy-server";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";

const items = 480;

/** Starts processes that evaluate; bundled, for a Node that does not read TypeScript. */
async function evaluatorsOf(program: string, url: string) {
  await build({
    entryPoints: [fileURLToPath(new URL("keep-evaluating.ts", import.meta.url))],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["node-llama-cpp"],
    conditions: ["@resonance-rope/source"],
  });
  return (runs: string) => {
    const child = spawn(process.execPath, [program, url, runs], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(child, "exit");
    onTestFinished(() => void child.kill("SIGKILL"));
    return {
      /** How many items it found answered. */
      async begin(): Promise<number> {
        child.stdin.end("go");
        const [line] = (await once(child.stdout, "data")) as [Buffer];
        return Number(line.toString());
      },
      async kill() {
        child.kill("SIGKILL");
        await ended;
      },
      ended,
    };
  };
}

test("an evaluation that is killed twenty times loses no item, counts none twice, and reports as one never killed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "eval-killed-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const server = await toyServer({
    kind: "vllm",
    async misbehave({ body }) {
      if (body["prompt_logprobs"] !== undefined) await new Promise((resolve) => setTimeout(resolve, 4));
    },
  });
  onTestFinished(() => server.close());
  const evaluator = await evaluatorsOf(join(folder, "keep-evaluating.mjs"), server.url);
  const random = randomSource(6);
  const runs = join(folder, "killed");
  let answered = 0;
  let next = evaluator(runs);
  for (let kill = 0; kill < 20; kill++) {
    const current = next;
    // The next one boots meanwhile.
    next = evaluator(runs);
    const found = await current.begin();
    expect(found).toBeGreaterThanOrEqual(answered);
    answered = found;
    await new Promise((resolve) => setTimeout(resolve, random.uniform() * 60));
    await current.kill();
  }
  expect(answered).toBeGreaterThan(20);
  expect(answered).toBeLessThan(items);

  const undisturbed = evaluator(join(folder, "undisturbed"));
  await Promise.all([next.begin(), undisturbed.begin()]);
  expect(await Promise.all([next.ended, undisturbed.ended])).toEqual([
    [0, null],
    [0, null],
  ]);
  const [killed, whole] = await Promise.all(["killed", "undisturbed"].map((name) => folderIn(join(folder, name))));
  expect(await readReport(killed ?? "")).toEqual(await readReport(whole ?? ""));
  const lines = (await readFile(join(killed ?? "", "answers.jsonl"), "utf8")).trimEnd().split("\n");
  const names = lines.map((line) => (JSON.parse(line) as { item: string }).item);
  expect(new Set(names).size).toBe(items);
  expect(names).toHaveLength(items);
});

async function folderIn(runs: string): Promise<string> {
  const [name = ""] = await readdir(runs);
  return join(runs, name);
}
