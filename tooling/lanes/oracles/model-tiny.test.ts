/** SmolLM2-135M on model-tiny, from a folder and from a GGUF, beside transformers and llama.cpp; and saved for both. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Llama, createLlamaGenerator, llamaLogProbabilities, loadLlamaWeights } from "@resonance-rope/model-tiny";
import { openLlama, saveLlamaFolder, saveLlamaGguf } from "@resonance-rope/model-tiny/node";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { betweenEngines, lossSavedSmaller } from "../src/bounds.js";
import { exportFolder } from "../src/export-folder.js";
import { largestDifference } from "../src/largest-difference.js";
import { mean } from "../src/mean.js";
import { oraclePrograms } from "../src/oracle-programs.js";
import { reference } from "../src/reference.js";
import { evaluate, exportModel } from "../src/resonance.js";
import { runProgram } from "../src/run-program.js";
import { scoreFolder, scoreGguf } from "../src/scores.js";
import { settings } from "../src/settings.js";
import { show } from "../src/show.js";

const python = inject("python");
const model = inject("smolLm2");
const [address] = inject("texts").addresses;
const { tokens } = reference;
const { folder, remove } = await exportFolder("model-tiny");
afterAll(remove);
beforeAll(() => selectBackend({ backend: "tensorflow" }));

/** The model at a place, in its own encoding, let go after. */
async function withLlama<Result>(place: string, use: (llama: Llama) => Promise<Result>): Promise<Result> {
  const file = await openLlama(place);
  const llama = await loadLlamaWeights(file).finally(() => file.close());
  try {
    return await use(llama);
  } finally {
    for (const tensor of llama.weights.values()) tensor.dispose();
  }
}

const scoresAt = (place: string): Promise<Float64Array> =>
  withLlama(place, (llama) => llamaLogProbabilities(tokens, 1, llama));

const referenceSettings = settings.filter(({ name }) => reference.settings[name] !== undefined);
describe.each(referenceSettings.map((each) => [each.name, each.flags] as const))("%s", (name, flags) => {
  test.each(["hf", "gguf"] as const)("log-probabilities of the exported %s are the reference's", async (format) => {
    const exported = join(folder, `${name}.${format}`);
    await exportModel(format, format === "hf" ? model.folder : model.quantised, exported, flags);
    const expected = reference.settings[name]?.logProbabilities ?? [];
    const difference = largestDifference(expected, [...(await scoresAt(exported))]);
    await rm(exported, { recursive: true });
    show(name, `model-tiny on ${format} beside the reference`, difference, "nats");
    expect(difference).toBeLessThan(betweenEngines);
  });
});

test("perplexity of 2048 tokens through resonance eval is transformers' within 0.01 %", async () => {
  const length = 2048;
  const text = await readFile(address, "utf8");
  const { logProbabilities } = await scoreFolder(python, model.folder, { text, length });
  const expected = Math.exp(-mean(logProbabilities));
  for (const place of [model.folder, model.quantised]) {
    const words = ["perplexity", "--engine", "model-tiny", "--model", place, "--text", address];
    const { metrics } = await evaluate([...words, "--length", String(length), "--out", join(folder, "runs")]);
    const difference = Math.abs((metrics["perplexity"]?.value ?? Number.NaN) / expected - 1);
    show("SmolLM2", `perplexity beside transformers' ${expected.toFixed(3)}`, difference, "of it");
    expect(difference).toBeLessThan(1e-4);
  }
});

test("200 tokens, the likeliest each time, are transformers'", async () => {
  const prompt = tokens.slice(0, 64);
  const place = await mkdtemp(join(tmpdir(), "resonance-greedy-"));
  const request = join(place, "request.json");
  await writeFile(request, JSON.stringify({ prompt, tokens: 200 }));
  const output = await runProgram(python, [oraclePrograms.generateGreedily, model.folder, request]);
  await rm(place, { recursive: true });
  const { tokens: expected } = JSON.parse(output) as { readonly tokens: readonly number[] };
  const found = await withLlama(model.quantised, async (llama) => {
    const generate = createLlamaGenerator(llama);
    const added: number[] = [];
    for await (const token of generate(prompt, { tokens: 200 })) added.push(token);
    generate.dispose();
    return added;
  });
  expect(found).toEqual(expected);
});

describe("saved with Resonance YaRN", () => {
  const { flags } = settings.find(({ name }) => name === "resonance-yarn") ?? settings[0] ?? { flags: [] };
  const expected = reference.settings["resonance-yarn"]?.logProbabilities ?? [];
  /** The folder's own weights, told the encoding of an export. */
  async function withEncoded(place: string, format: "hf" | "gguf", use: (llama: Llama) => Promise<unknown>) {
    const exported = join(folder, `encoding.${format}`);
    await exportModel(format, place, exported, flags);
    await withLlama(exported, use);
    await rm(exported, { recursive: true });
  }

  test("a folder loads in transformers without a warning, to the same log-probabilities", async () => {
    await withEncoded(model.folder, "hf", async ({ rope, ...llama }) => {
      for (const dtype of ["F32", "BF16"] as const) {
        const out = join(folder, `saved-${dtype}`);
        await saveLlamaFolder({ ...llama, rope }, out, { source: model.folder, dtype });
        const scores = await scoreFolder(python, out, { tokens });
        expect(scores.warnings).toEqual([]);
        expectNear(`${dtype} in transformers`, scores.logProbabilities, dtype === "F32");
      }
    });
  });

  test("a GGUF loads in llama.cpp, to the same log-probabilities", async () => {
    await withEncoded(model.gguf, "gguf", async (llama) => {
      for (const type of ["F32", "F16", "Q8_0"] as const) {
        const out = join(folder, `saved-${type}.gguf`);
        await saveLlamaGguf(llama, out, { source: model.gguf, type });
        expectNear(`${type} in llama.cpp`, (await scoreGguf(out, { tokens })).logProbabilities, type === "F32");
        await rm(out);
      }
    });
  });

  function expectNear(what: string, found: readonly number[], isExact: boolean): void {
    const difference = largestDifference(expected, found);
    const loss = Math.abs(mean(expected) - mean(found));
    show("resonance-yarn", `${what} beside the reference`, difference, "nats");
    show("resonance-yarn", `loss of ${what} beside the reference's`, loss, "nats a token");
    if (isExact) expect(difference).toBeLessThan(betweenEngines);
    else expect(loss).toBeLessThan(lossSavedSmaller);
  }
});
