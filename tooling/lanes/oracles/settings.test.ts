/** SmolLM2-135M with each setting, exported twice: transformers and llama.cpp compute the same, and what was asked for. */
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { betweenEngines, float32, float64, sameEngine } from "../src/bounds.js";
import { expectedRope, type ExpectedRope } from "../src/expected-rope.js";
import { exportFolder } from "../src/export-folder.js";
import { largestDifference, largestRelativeDifference } from "../src/largest-difference.js";
import { reference } from "../src/reference.js";
import { exportModel, inspect } from "../src/resonance.js";
import { scoreFolder, scoreGguf, type TransformersScores } from "../src/scores.js";
import { settings, smolLm2Rope } from "../src/settings.js";
import { show } from "../src/show.js";

const python = inject("python");
const { firstChapter } = inject("texts");
const model = inject("smolLm2");
const request = { text: readFileSync(firstChapter, "utf8"), length: reference.tokens.length };
const { folder, remove } = await exportFolder("settings");
afterAll(remove);

describe.each(settings.map((each) => [each.name, each.flags] as const))("SmolLM2-135M with %s", (name, flags) => {
  const exported = join(folder, name);
  const exportedGguf = join(folder, `${name}.gguf`);
  const scaled = flags.includes("--factor");
  let scores: TransformersScores;
  let wanted: ExpectedRope;

  beforeAll(async () => {
    wanted = await expectedRope(python, smolLm2Rope, name);
    await exportModel("hf", model.folder, exported, flags);
    scores = await scoreFolder(python, exported, request);
  });

  test("the exported folder holds the weights as links, not as copies", () => {
    expect(statSync(join(exported, "model.safetensors")).ino).toBe(
      statSync(join(model.folder, "model.safetensors")).ino,
    );
  });

  test("transformers loads the exported folder without a warning, for the length asked for", () => {
    expect(scores.warnings).toEqual([]);
    expect(scores.tokens).toEqual(reference.tokens);
    expect(scores.maxPositions).toBe(smolLm2Rope.trainedLength * (scaled ? smolLm2Rope.factor : 1));
  });

  test("transformers turns by the frequencies of the papers' formulas, from first to last position", () => {
    const difference = largestRelativeDifference(wanted.angularFrequencies, scores.angularFrequencies);
    show(name, "transformers' frequencies beside the formulas'", difference, "of them");
    expect(difference).toBeLessThan(float32);
    expect(scores.angularFrequenciesAtEnd).toEqual(scores.angularFrequencies);
    expect(Math.abs(scores.attentionFactor - wanted.attentionFactor)).toBeLessThan(float32);
  });

  test("resonance inspect prints the formulas' frequencies of the exported folder", async () => {
    const { angularFrequencies, attentionFactor, trainedLength } = await inspect(exported);
    const difference = largestRelativeDifference(wanted.angularFrequencies, angularFrequencies);
    show(name, "inspect's frequencies of the folder beside the formulas'", difference, "of them");
    expect(difference).toBeLessThan(float64);
    expect(attentionFactor).toBeCloseTo(wanted.attentionFactor, 12);
    expect(trainedLength).toBe(smolLm2Rope.trainedLength);
  });

  test.skipIf(reference.settings[name] === undefined)("transformers gives the reference's log-probabilities", () => {
    const difference = largestDifference(reference.settings[name]?.logProbabilities ?? [], scores.logProbabilities);
    show(name, "transformers beside the reference", difference, "nats");
    expect(difference).toBeLessThan(sameEngine);
  });

  test("llama.cpp gives the exported GGUF the log-probabilities that transformers gives the folder", async () => {
    await exportModel("gguf", model.gguf, exportedGguf, flags);
    try {
      const { angularFrequencies, attentionFactor } = await inspect(exportedGguf);
      const ofInspect = largestRelativeDifference(wanted.angularFrequencies, angularFrequencies);
      show(name, "inspect's frequencies of the GGUF beside the formulas'", ofInspect, "of them");
      const inLlamaCpp = await scoreGguf(exportedGguf, request);
      const difference = largestDifference(scores.logProbabilities, inLlamaCpp.logProbabilities);
      show(name, "llama.cpp beside transformers", difference, "nats");
      expect(inLlamaCpp.tokens).toEqual(reference.tokens);
      expect(difference).toBeLessThan(betweenEngines);
      expect(ofInspect).toBeLessThan(float32);
      expect(Math.abs(attentionFactor - wanted.attentionFactor)).toBeLessThan(float32);
    } finally {
      rmSync(exportedGguf, { force: true });
    }
  });
});
