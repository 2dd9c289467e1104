/** Perplexity as it is measured here, beside transformers': SmolLM2-135M with each setting, on two addresses to Congress. */
import { readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { perplexity, runEvaluation } from "@resonance-rope/llm-eval";
import { loadNodeLlamaCpp } from "@resonance-rope/llm-eval/node";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { answersInMemory } from "../src/answers-in-memory.js";
import { lossSameWeights, perplexityQuantised } from "../src/bounds.js";
import { exportFolder } from "../src/export-folder.js";
import { largestDifference } from "../src/largest-difference.js";
import { logProbabilitiesOf } from "../src/log-probabilities-of.js";
import { mean } from "../src/mean.js";
import { evaluate, exportModel } from "../src/resonance.js";
import { scoreFolder } from "../src/scores.js";
import { settingOf } from "../src/settings.js";
import { show } from "../src/show.js";

const model = inject("smolLm2");
const { addresses } = inject("texts");
const length = 2048;
const documents = addresses.map((path) => ({ name: basename(path), text: readFileSync(path, "utf8") }));
const { folder, remove } = await exportFolder("perplexity");
afterAll(remove);

describe.each(["none", "linear", "ntk-aware", "yarn", "resonance-yarn"])("SmolLM2-135M with %s", (name) => {
  const { flags } = settingOf(name);
  /** Of each address. */
  let inTransformers: readonly (readonly number[])[];

  beforeAll(async () => {
    const exported = join(folder, name);
    await exportModel("hf", model.folder, exported, flags);
    const scores = [];
    for (const { text } of documents) scores.push(await scoreFolder(inject("python"), exported, { text, length }));
    inTransformers = scores.map(({ logProbabilities }) => logProbabilities);
  });

  test("resonance eval perplexity of the quantised GGUF is within 0.5 % of transformers'", async () => {
    const words = ["perplexity", "--model", model.quantised, "--text", ...addresses, "--length", String(length)];
    const { metrics } = await evaluate([...words, ...flags, "--out", join(folder, "runs")]);
    const expected = Math.exp(-mean(inTransformers.flat()));
    const difference = Math.abs((metrics["perplexity"]?.value ?? Number.NaN) / expected - 1);
    show(name, `perplexity beside transformers' ${expected.toFixed(3)}, quantised`, difference, "of it");
    expect(difference).toBeLessThan(perplexityQuantised);
  });

  test("the loss of the float32 GGUF is transformers' within 1e-4 nats a token", async () => {
    const exported = join(folder, `${name}.gguf`);
    await exportModel("gguf", model.gguf, exported, flags);
    const store = answersInMemory();
    const loaded = await loadNodeLlamaCpp(exported, { contextLength: length, cache: "float32" });
    try {
      // One address is enough, and minutes: the whole vocabulary of every place comes here.
      const first = documents.slice(0, 1);
      const expected = inTransformers[0] ?? [];
      const evaluation = perplexity(loaded, { documents: () => first, source: "an address", lengths: [length] });
      const { metrics } = await runEvaluation(evaluation, loaded, store);
      const names = first.map((document) => document.name);
      const single = largestDifference(expected, logProbabilitiesOf(store.all, names));
      const loss = Math.abs(Math.log(metrics["perplexity"]?.value ?? Number.NaN) + mean(expected));
      show(name, "a token's log-probability beside transformers'", single, "nats");
      show(name, "loss beside transformers'", loss, "nats a token");
      expect(loss).toBeLessThan(lossSameWeights);
    } finally {
      await loaded.dispose();
      rmSync(exported, { force: true });
    }
  });
});
