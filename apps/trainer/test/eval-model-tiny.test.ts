import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { llamaLogProbabilities, loadLlamaWeights } from "@resonance-rope/model-tiny";
import { openLlama } from "@resonance-rope/model-tiny/node";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import * as z from "zod";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { writeTinyLlama } from "./models/tiny-llama.js";
import { runInProcess } from "./usage-in-process.js";

const text = "a text of bytes, each of them a token of a random model's";
const reportSchema = z.object({
  metrics: z.object({ perplexity: z.object({ value: z.number() }) }),
  model: z.object({ name: z.string(), fingerprint: z.string() }),
});

beforeAll(() => selectBackend({ threads: 1 }), 60_000);

async function place() {
  const folder = await mkdtemp(join(tmpdir(), "eval-model-tiny-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const model = join(folder, "tiny-llama");
  await writeTinyLlama(model);
  await writeFile(join(folder, "text.txt"), text);
  const words = ["eval", "perplexity", "--model", model, "--text", join(folder, "text.txt"), "--length", "48"];
  return { model, words: [...words, "--threads", "1", "--out", join(folder, "runs"), "--json"] };
}

/** Of the first 48 bytes, by the model itself. */
async function perplexityOf(model: string, change: Partial<RopeSpec> = {}): Promise<number> {
  const file = await openLlama(model);
  const rope = { ...file.description.spec, ...change };
  const llama = await loadLlamaWeights(file, { rope });
  await file.close();
  const tokenizer = z
    .object({ model: z.object({ vocab: z.record(z.string(), z.number()) }) })
    .parse(JSON.parse(await readFile(join(model, "tokenizer.json"), "utf8")));
  const tokens = Array.from(text.slice(0, 48), (letter) => tokenizer.model.vocab[letter === " " ? "Ġ" : letter] ?? NaN);
  const nats = await llamaLogProbabilities(tokens, 1, llama);
  for (const tensor of llama.weights.values()) tensor.dispose();
  return Math.exp(-nats.reduce((sum, value) => sum + value, 0) / nats.length);
}

const perplexityBy = async (words: readonly string[]): Promise<z.infer<typeof reportSchema>> => {
  const { code, stdout, stderr } = await runInProcess(words);
  expect(code, stderr).toBe(0);
  return reportSchema.parse(JSON.parse(stdout));
};

test("a folder is run by model-tiny, in its own encoding or in the one that is asked for", async () => {
  const { model, words } = await place();
  const own = await perplexityBy(words);
  const scaled = await perplexityBy([...words, "--scaling", "linear", "--factor", "2", "--resonance"]);
  expect(own.metrics.perplexity.value).toBeCloseTo(await perplexityOf(model), 4);
  expect(scaled.metrics.perplexity.value).toBeCloseTo(
    await perplexityOf(model, { scaling: { type: "linear", factor: 2 }, wavelengths: "nearest-integer" }),
    4,
  );
  expect(own.model.name).toBe("tiny-llama");
  expect(scaled.model.name).toBe("tiny-llama (Resonance Linear)");
  expect(scaled.model.fingerprint).not.toBe(own.model.fingerprint);
  expect(scaled.metrics.perplexity.value).not.toBeCloseTo(own.metrics.perplexity.value, 4);
});

test("passkeys are asked and answered", async () => {
  const { words } = await place();
  const passkey = ["eval", "passkey", ...words.slice(2, 4), "--length", "600", "--trials", "1", ...words.slice(-5)];
  const { code, stdout, stderr } = await runInProcess(passkey);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ rows: [{}] });
});

test.for([
  ["a sliding window", { model_type: "mistral", sliding_window: 16 }, "sliding windows"],
  ["another architecture", { model_type: "qwen3" }, "a model type of llama, mistral, qwen2"],
  ["a shape that is not the file's", { intermediate_size: 63 }, "mlp.gate_proj.weight of shape [63, 32]"],
] as const)("%s is refused before any work", async ([, more, expected]) => {
  const { model, words } = await place();
  await writeTinyLlama(model, more);
  const { code, stderr, stdout } = await runInProcess(words);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(expected);
});

test.for([
  ["--concurrency", "2"],
  ["--time-limit", "60"],
  ["--served-model", "tiny"],
  ["--tokenizer", "tokenizer.json"],
])(
  "%s is refused beside a model in this process, whichever engine runs it",
  { timeout: 60_000 },
  async ([flag = "", value = ""]) => {
    const { words, model } = await place();
    for (const own of [model, "model.gguf"]) {
      const given = words.map((word) => (word === model ? own : word));
      const { code, stderr, stdout } = await runInProcess([...given, flag, value]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(`${flag}: got ${own}`);
    }
  },
);

test("a length that no memory holds is refused before any work", async () => {
  const { words } = await place();
  const { code, stderr, stdout } = await runInProcess([...words, "--context-length", "100000000000"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/MB of memory[^]*a shorter --context-length/u);
});
