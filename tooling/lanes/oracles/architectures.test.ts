/** Architectures beyond SmolLM2's, as tiny random models: every log-probability after every token, in both engines. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { betweenEngines } from "../src/bounds.js";
import { exportFolder } from "../src/export-folder.js";
import { largestDifference } from "../src/largest-difference.js";
import { exportModel, inspect, tryToExport } from "../src/resonance.js";
import { scoreFolder, scoreGguf, type Scores, type ScoreRequest } from "../src/scores.js";
import { show } from "../src/show.js";

const python = inject("python");
const models = inject("tinyModels");
const request = JSON.parse(readFileSync(join(models, "request.json"), "utf8")) as ScoreRequest;
const { folder, remove } = await exportFolder("architectures");
afterAll(remove);

const yarn = ["--scaling", "yarn", "--factor", "4"];
const cases: readonly (readonly [string, string, Readonly<Record<string, readonly string[]>>])[] = [
  ["qwen2", "repacked as a llama", { yarn, "resonance-yarn": [...yarn, "--resonance"] }],
  ["llama3", "its rope_freqs replaced", { resonance: ["--resonance"], yarn }],
  ["longrope", "its short and long factors replaced", { "resonance-yarn": [...yarn, "--resonance"] }],
];

describe.each(cases)("%s, %s", (model, _, encodings) => {
  const source = { folder: join(models, model, "hugging-face"), gguf: join(models, model, "model.gguf") };

  test("before any export, both engines compute the same of the two files", async () => {
    const difference = largestDifference(...(await everyLogProbability(source.folder, source.gguf)));
    show(model, "llama.cpp beside transformers, before the export", difference, "nats");
    expect(difference).toBeLessThan(betweenEngines);
  });

  test.each(Object.entries(encodings))("exported with %s, they still do, and it is felt", async (name, flags) => {
    const exported = { folder: join(folder, `${model}-${name}`), gguf: join(folder, `${model}-${name}.gguf`) };
    await exportModel("hf", source.folder, exported.folder, flags);
    await exportModel("gguf", source.gguf, exported.gguf, flags);
    const [inTransformers, inLlamaCpp] = await everyLogProbability(exported.folder, exported.gguf);
    const difference = largestDifference(inTransformers, inLlamaCpp);
    show(`${model} ${name}`, "llama.cpp beside transformers", difference, "nats");
    expect(difference).toBeLessThan(betweenEngines);
    const before = flatten(await scoreGguf(source.gguf, request));
    const change = largestDifference(before, inLlamaCpp);
    show(`${model} ${name}`, "what the export changed", change, "nats");
    expect(change).toBeGreaterThan(100 * betweenEngines);
    expect(largestDifference(...(await bothInspected(exported)))).toBeLessThan(1e-6);
  });
});

describe("qwen3, whose graph in llama.cpp ignores factors", () => {
  test("is refused as a GGUF, in words, and nothing is written", async () => {
    const out = join(folder, "qwen3.gguf");
    const { status, errors } = await tryToExport("gguf", join(models, "qwen3/model.gguf"), out, [
      ...yarn,
      "--resonance",
    ]);
    expect(status).not.toBe(0);
    expect(errors).toContain("qwen3");
    expect(existsSync(out)).toBe(false);
  });

  test("is exported as a folder, without a warning of transformers", async () => {
    const out = join(folder, "qwen3");
    await exportModel("hf", join(models, "qwen3/hugging-face"), out, [...yarn, "--resonance"]);
    expect((await scoreFolder(python, out, request)).warnings).toEqual([]);
  });
});

async function everyLogProbability(hfFolder: string, gguf: string): Promise<[readonly number[], readonly number[]]> {
  const inTransformers = await scoreFolder(python, hfFolder, request);
  expect(inTransformers.warnings).toEqual([]);
  return [flatten(inTransformers), flatten(await scoreGguf(gguf, request))];
}

function flatten({ rows }: Scores): readonly number[] {
  if (rows === undefined) throw new Error("the engine was not asked for every token");
  return rows.flat();
}

async function bothInspected(exported: {
  readonly folder: string;
  readonly gguf: string;
}): Promise<[readonly number[], readonly number[]]> {
  const [ofFolder, ofGguf] = [await inspect(exported.folder), await inspect(exported.gguf)];
  expect(ofFolder.attentionFactor).toBeCloseTo(ofGguf.attentionFactor, 6);
  return [ofFolder.angularFrequencies, ofGguf.angularFrequencies];
}
