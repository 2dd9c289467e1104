/** Adapters belong to the model that they were trained on. */
import { cp, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fingerprintFiles } from "@resonance-rope/llm-eval/node";
import { openLlama } from "@resonance-rope/model-tiny/node";
import { beforeAll, expect, it } from "vitest";
import { type AdaptedModel, openAdapter } from "../src/evaluation/open-adapter.js";
import { writeTinyLlama } from "./models/tiny-llama.js";
import { adapters, folder, model } from "./tiny-finetuning.js";
import { runInProcess } from "./usage-in-process.js";

const never = new AbortController().signal;
let adapter = "";
let base: AdaptedModel;
beforeAll(async () => {
  expect((await runInProcess(adapters("run", { more: "--steps 1" }))).code).toBe(0);
  const [run = ""] = await readdir(join(folder, "run"));
  adapter = join(folder, "run", run, "adapter");
  base = await adaptedModel(model);
}, 60_000);

async function adaptedModel(place: string): Promise<AdaptedModel> {
  const { description, files, close } = await openLlama(place);
  await close();
  return { spec: description.spec, weights: { name: "tiny", fingerprint: await fingerprintFiles(files) } };
}

/** A copy of the adapters with another rope.json. */
async function withEncoding(name: string, change: (encoding: Record<string, unknown>) => object): Promise<string> {
  const copy = join(folder, name);
  await cp(adapter, copy, { recursive: true });
  const path = join(copy, "rope.json");
  const encoding = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
  await writeFile(path, JSON.stringify(change(encoding)));
  return copy;
}

it("their folder says which, and those that were written before it did are read", async () => {
  const { rope } = await openAdapter(adapter, base, never);
  expect(rope).toMatchObject({ headDimension: 8, wavelengths: "nearest-integer" });
  const { trainedOn } = JSON.parse(await readFile(join(adapter, "rope.json"), "utf8")) as { trainedOn: unknown };
  expect(trainedOn).toEqual({ ...base.weights });
  const earlier = await withEncoding("earlier", (encoding) => ({ ...encoding, trainedOn: undefined }));
  expect((await openAdapter(earlier, base, never)).rope).toEqual(rope);
});

it("another model of the same shape is refused by name, before its weights are read", { timeout: 60_000 }, async () => {
  const other = join(folder, "other");
  await writeTinyLlama(other);
  const path = join(other, "model.safetensors");
  const bytes = await readFile(path);
  bytes.writeFloatLE(0.5, bytes.length - 4);
  await writeFile(path, bytes);
  const words = ["eval", "perplexity", "--model", other, "--adapter", adapter, "--length", "48", "--threads", "1"];
  const texts = ["--text", join(folder, "texts"), "--out", join(folder, "evals")];
  const { code, stderr } = await runInProcess([...words, ...texts]);
  expect(code).toBe(2);
  expect(stderr).toContain(`trained on, tiny (${base.weights.fingerprint.slice(0, 19)}…)`);
  expect(stderr).toMatch(/got other \(sha256:[0-9a-f]{12}…\)/u);
});

it.each([
  ["heads of another size", { headDimension: 16 }, "heads of 8 dimensions"],
  ["another share of the heads", { rotaryFraction: 0.5 }, "1 of them turned, got heads of 8 dimensions, 0.5"],
  [
    "factors for other pairs",
    {
      scaling: {
        type: "longrope",
        shortFactors: [1, 1],
        longFactors: [2, 2],
        originalLength: 32,
        currentLength: 32,
        attentionFactor: null,
      },
    },
    "rope.json",
  ],
])("an encoding of %s is refused", async (name, change, message) => {
  const foreign = await withEncoding(name, (encoding) => ({ ...encoding, ...change }));
  const opened = openAdapter(foreign, base, never);
  await expect(opened).rejects.toMatchObject({ kind: "invalid-file" });
  await expect(opened).rejects.toThrow(message);
});
