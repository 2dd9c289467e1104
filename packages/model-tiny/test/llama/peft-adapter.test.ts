/** Adapters as PEFT has them; `llama` is a random LLaMA (tooling/oracles/llama_reference.py). */
import { randomSource } from "@resonance-rope/contracts";
import { type ModelTensor, blobSource, readSafetensorsTensors } from "@resonance-rope/rope-interop";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { type Llama, readPeftAdapter, writePeftAdapter } from "../../src/index.js";
import { adapterParameters } from "../../src/llama/low-rank-adapters.js";
import { readLlamaCase } from "./read-llama-case.js";

beforeAll(() => selectBackend({ backend: "wasm" }));

const usualRank = 2;
const { config, rope: ofCase } = readLlamaCase("llama");
const rope = { ...ofCase, pairLayout: "half-split" } as const;
const adapted = (layout: "interleaved" | "half-split" = "half-split", rank = usualRank): Llama => {
  const random = randomSource(1);
  const tensors = adapterParameters(config, rope.headDimension, rank).map(({ name, shape }) => {
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal());
    return [name, tf.tensor(values, [...shape])] as const;
  });
  return { config, rope: { ...rope, pairLayout: layout }, weights: new Map(tensors) };
};
const tensorsOf = (bytes: Uint8Array<ArrayBuffer>): Promise<ReadonlyMap<string, ModelTensor>> =>
  readSafetensorsTensors([blobSource(new Blob([bytes]), "adapter_model.safetensors")]);

it.each(["interleaved", "half-split"] as const)("what is written is read again, with pairs %s", async (layout) => {
  const model = adapted(layout);
  const written = await writePeftAdapter(model, usualRank, "a/model");
  const read = await readPeftAdapter(model, written.config, await tensorsOf(written.tensors));
  expect([...read.keys()]).toEqual([...model.weights.keys()]);
  for (const [name, tensor] of read)
    expect(await tensor.data(), name).toEqual(await (model.weights.get(name) as tf.Tensor).data());
});

it.each(["wasm", "cpu"] as const)("on %s, writing leaves the weights as they are, at rank 1 too", async (backend) => {
  await selectBackend({ backend });
  const model = adapted("interleaved", 1);
  const values = (): Promise<unknown[]> => Promise.all([...model.weights.values()].map((tensor) => tensor.array()));
  const before = await values();
  await writePeftAdapter(model, 1, "a/model");
  expect(await values()).toEqual(before);
  await selectBackend({ backend: "wasm" });
});

it("a matrix is stored output first under PEFT's name, its pairs in halves", async () => {
  const { weights, ...model } = adapted("interleaved");
  const { tensors } = await writePeftAdapter({ ...model, weights }, usualRank, "a/model");
  const files = await tensorsOf(tensors);
  const names = [...files.keys()];
  expect(names).toHaveLength(8 * config.layers);
  const query = files.get("base_model.model.model.layers.1.self_attn.q_proj.lora_B.weight");
  const { headDimension } = rope;
  expect(query?.shape).toEqual([config.heads * headDimension, usualRank]);
  const ours = (await weights.get("blocks.1.attention.query.lora_b")?.array()) as number[][];
  const theirs = await query?.values();
  // The second of pair 0, column 1 in the interleaved head, is row D / 2.
  const row = headDimension / 2;
  expect([...(theirs?.subarray(row * usualRank, (row + 1) * usualRank) ?? [])]).toEqual(
    ours.map((values) => values[1]),
  );
});

it("alpha over the rank scales what is read, over its root where rsLoRA says so", async () => {
  const model = adapted();
  const written = await writePeftAdapter(model, usualRank, "a/model");
  const files = await tensorsOf(written.tensors);
  const name = "blocks.0.attention.output.lora_b";
  const firstOf = async (tensor: tf.Tensor | undefined): Promise<number> => (await tensor?.data())?.[0] ?? Number.NaN;
  const plain = await firstOf(model.weights.get(name));
  for (const [more, factor] of [
    [{ lora_alpha: 16 }, 8],
    [{ lora_alpha: 16, use_rslora: true }, 16 / Math.sqrt(usualRank)],
  ] as const) {
    const read = await readPeftAdapter(model, { ...written.config, ...more }, files);
    expect((await firstOf(read.get(name))) / plain).toBeCloseTo(factor, 5);
  }
});

it("adapters of another model, of another kind or of other layers are refused before a tensor is made", async () => {
  const model = adapted();
  const written = await writePeftAdapter(model, usualRank, "a/model");
  const files = await tensorsOf(written.tensors);
  const [[name, tensor]] = [...files] as [[string, ModelTensor]];
  const before = tf.memory().numTensors;
  for (const [json, tensors] of [
    [{ ...written.config, peft_type: "IA3" }, files],
    [{ ...written.config, use_dora: true }, files],
    [{ ...written.config, r: 0 }, files],
    [written.config, new Map()],
    [written.config, new Map([...files].slice(1))],
    [written.config, new Map([...files, [name, { ...tensor, shape: [1, 1] }]])],
    [written.config, new Map([...files, ["base_model.model.model.layers.0.mlp.up_proj.lora_A.weight", tensor]])],
  ] as const)
    await expect(readPeftAdapter(model, json, tensors)).rejects.toMatchObject({ kind: "invalid-file" });
  expect(tf.memory().numTensors).toBe(before);
});

it("a file that ends while adapters are read leaves no tensor", async () => {
  const model = adapted();
  const { config: json, tensors } = await writePeftAdapter(model, usualRank, "a/model");
  const files = new Map(await tensorsOf(tensors));
  const [name, tensor] = [...files].at(-1) as [string, ModelTensor];
  files.set(name, { ...tensor, values: () => Promise.reject(new Error("the disk is gone")) });
  const before = tf.memory().numTensors;
  await expect(readPeftAdapter(model, json, files)).rejects.toThrow("the disk is gone");
  expect(tf.memory().numTensors).toBe(before);
});
