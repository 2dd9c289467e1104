/** LLaMA-family models from files and back to files, held to transformers' log-probabilities. */
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Llama, llamaLogProbabilities, loadLlamaWeights } from "../../src/index.js";
import { openLlama, saveLlamaFolder, saveLlamaGguf } from "../../src/node.js";
import { largestDifference } from "../largest-difference.js";
import { type LlamaCase, llamaCases, readLlamaCase } from "./read-llama-case.js";
import { writeFolder, writeGguf } from "./write-llama-files.js";

/** wasm turns half-split pairs fastest, so a GGUF of LLaMA's is moved to them, and back. */
beforeAll(() => selectBackend({ backend: "wasm" }));

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "llama-files-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function load(path: string, rope?: RopeSpec): Promise<Llama> {
  const file = await openLlama(path);
  try {
    const llama = await loadLlamaWeights(file, rope === undefined ? {} : { rope });
    onTestFinished(() => tf.dispose([...llama.weights.values()]));
    return llama;
  } finally {
    await file.close();
  }
}

const firstSequence = ({ tokens, batch }: LlamaCase): number[] => [...tokens.subarray(0, tokens.length / batch)];
const scoresOf = (llama: Llama, reference: LlamaCase): Promise<Float64Array> =>
  llamaLogProbabilities(firstSequence(reference), 1, llama);
const expectedOf = ({ logProbabilities, tokens, batch }: LlamaCase): Float32Array =>
  logProbabilities.subarray(0, tokens.length / batch - 1);

/** In nats; float32 sums in another order. */
const tolerance = 2e-5;

describe("from files", () => {
  it.each(llamaCases)("%s: a folder, whole or in shards, scores as transformers does", async (name) => {
    const reference = readLlamaCase(name);
    const folder = await temporary();
    await writeFolder(join(folder, "whole"), reference);
    await writeFolder(join(folder, "shards"), reference, { shardBytes: 4000 });
    expect((await readdir(join(folder, "shards"))).length).toBeGreaterThan(3);
    for (const each of ["whole", "shards"])
      expect(
        largestDifference(await scoresOf(await load(join(folder, each)), reference), expectedOf(reference)),
      ).toBeLessThan(tolerance);
  });

  it.each(llamaCases)("%s: a GGUF scores as transformers does, in its encoding or another", async (name) => {
    const reference = readLlamaCase(name);
    const path = join(await temporary(), "model.gguf");
    await writeGguf(path, reference);
    // The file says plain RoPE; YaRN is told.
    expect(
      largestDifference(await scoresOf(await load(path, reference.rope), reference), expectedOf(reference)),
    ).toBeLessThan(tolerance);
  });
});

describe("to files", () => {
  it.each(llamaCases)("%s: a folder loads again in its new encoding, to the same scores", async (name) => {
    const reference = readLlamaCase(name);
    const folder = await temporary();
    const source = join(folder, "source");
    await writeFolder(source, reference);
    await writeFile(join(source, "tokenizer.json"), "{}\n");
    const llama = await load(source, { ...reference.rope, wavelengths: "nearest-integer" });
    const scores = await scoresOf(llama, reference);
    expect(largestDifference(scores, expectedOf(reference))).toBeGreaterThan(1e-3);
    for (const [dtype, most] of [
      ["F32", tolerance],
      ["BF16", 0.2],
    ] as const) {
      const out = join(folder, dtype);
      await saveLlamaFolder(llama, out, { source, dtype });
      expect((await readdir(out)).toSorted()).toEqual(["config.json", "model.safetensors", "tokenizer.json"]);
      expect(largestDifference(await scoresOf(await load(out), reference), scores)).toBeLessThan(most);
    }
    expect(JSON.parse(await readFile(join(folder, "BF16", "config.json"), "utf8"))).toMatchObject({
      dtype: "bfloat16",
    });
    await expect(saveLlamaFolder(llama, join(folder, "F32"), { source })).rejects.toThrow("config.json");
  });

  it.each(llamaCases)("%s: a GGUF loads again in its new encoding, to the same scores", async (name) => {
    const reference = readLlamaCase(name);
    const folder = await temporary();
    const source = join(folder, "source.gguf");
    await writeGguf(source, reference);
    const llama = await load(source, { ...reference.rope, wavelengths: "nearest-integer" });
    const scores = await scoresOf(llama, reference);
    for (const [type, most] of [
      ["F32", tolerance],
      ["F16", 0.02],
      // Most rows of this tiny model are no whole blocks, and stay F16.
      ["Q8_0", 0.1],
    ] as const) {
      const out = join(folder, `${type}.gguf`);
      await saveLlamaGguf(llama, out, { source, type });
      expect(largestDifference(await scoresOf(await load(out), reference), scores)).toBeLessThan(most);
    }
  });

  it("what is saved as it was loaded has the values and the encoding of its source, to the bit", async () => {
    const reference = readLlamaCase("llama");
    const folder = await temporary();
    await writeFolder(join(folder, "source"), reference);
    await writeGguf(join(folder, "source.gguf"), reference);
    await saveLlamaFolder(await load(join(folder, "source")), join(folder, "out"), { source: join(folder, "source") });
    await saveLlamaGguf(await load(join(folder, "source.gguf")), join(folder, "out.gguf"), {
      source: join(folder, "source.gguf"),
    });
    for (const [source, out] of [
      ["source", "out"],
      ["source.gguf", "out.gguf"],
    ] as const) {
      const [before, after] = [await openLlama(join(folder, source)), await openLlama(join(folder, out))];
      expect(after.config).toEqual(before.config);
      expect(after.description.spec).toEqual(before.description.spec);
      for (const [name, tensor] of before.tensors)
        expect(await after.tensors.get(name)?.values(), name).toEqual(await tensor.values());
      await before.close();
      await after.close();
    }
  });
});

describe("is refused before a weight is read, and no tensor stays:", () => {
  const reference = readLlamaCase("llama");

  it.each([
    ["a sliding window", { model_type: "mistral", sliding_window: 8 }, "without sliding windows, got sliding_window 8"],
    ["a sliding window that goes without saying", { model_type: "mistral" }, "got sliding_window 4096"],
    ["layers of another kind", { layer_types: ["sliding_attention", "full_attention"] }, "layers of sliding_attention"],
    ["query norms", { model_type: "qwen3" }, "a model type of llama, mistral, qwen2, got qwen3"],
    ["biases on all projections", { attention_bias: true }, "attention_bias true"],
    ["another activation", { hidden_act: "gelu" }, "hidden_act gelu"],
    ["quantised weights", { quantization_config: { quant_method: "awq" } }, "quantization_config"],
    [
      "a shape that the file has not",
      { num_key_value_heads: 4 },
      "self_attn.k_proj.weight of shape [32, 16], got [16, 16]",
    ],
    ["a layer more than the file has", { num_hidden_layers: 3 }, "model.layers.2.input_layernorm.weight"],
    ["a layer less than the file has", { num_hidden_layers: 1 }, "alone, got model.layers.1."],
    [
      "more layers than any memory holds",
      { num_hidden_layers: 2 ** 40 },
      "tensors of 1099511627776 layers, got 21 tensors",
    ],
    ["heads that fall into no groups", { num_key_value_heads: 3 }, "in groups"],
    ["no width", { hidden_size: null }, "hidden_size"],
  ])("a folder with %s", async (_, config, message) => {
    const folder = join(await temporary(), "model");
    await writeFolder(folder, reference, { config });
    await expectRefused(folder, message);
  });

  it("a folder without a tensor, a shard or any weights", async () => {
    const folder = await temporary();
    await writeFolder(join(folder, "tensor"), reference, { without: ["model.norm.weight"] });
    await expectRefused(join(folder, "tensor"), "model.norm.weight of shape [16], got none");
    await writeFolder(join(folder, "shard"), reference, { shardBytes: 4000 });
    const [, second = ""] = (await readdir(join(folder, "shard")))
      .filter((name) => name.startsWith("model-"))
      .toSorted();
    await rm(join(folder, "shard", second));
    await expectRefused(join(folder, "shard"), second);
    await writeFolder(join(folder, "weights"), reference);
    await rm(join(folder, "weights", "model.safetensors"));
    await expectRefused(join(folder, "weights"), "got neither");
  });

  const one = { type: "uint32", value: 1 } as const;
  it.each([
    ["experts", { "llama.expert_count": one }, "without llama.expert_count, got 1"],
    ["a window", { "llama.attention.sliding_window": one }, "without llama.attention.sliding_window"],
    [
      "a soft cap",
      { "llama.final_logit_softcapping": { type: "float32", value: 30 } },
      "final_logit_softcapping, got 30",
    ],
    ["shorter values", { "llama.attention.value_length": one }, "values as long as keys, 8, got 1"],
    ["no layers", { "llama.block_count": { type: "uint32", value: 0 } }, "llama.block_count from 1 on"],
    [
      "an epsilon of another kind",
      { "llama.attention.layer_norm_rms_epsilon": { type: "string", value: "x" } },
      "to be a number",
    ],
  ] as const)("a GGUF with %s", async (_, more, message) => {
    const path = join(await temporary(), "model.gguf");
    await writeGguf(path, reference, more);
    await expectRefused(path, message);
  });

  it("a GGUF with norms of queries, and one of another architecture", async () => {
    const folder = await temporary();
    const norm = {
      name: "blk.0.attn_q_norm.weight",
      shape: [8],
      type: "F32",
      values: () => new Float32Array(8),
    } as const;
    await writeGguf(join(folder, "norm.gguf"), reference, {}, [norm]);
    await expectRefused(join(folder, "norm.gguf"), "alone, got blk.0.attn_q_norm.weight too");
    const other = { "general.architecture": { type: "string", value: "gemma2" } } as const;
    await writeGguf(join(folder, "other.gguf"), reference, other);
    await expectRefused(join(folder, "other.gguf"), "gemma2");
  });

  async function expectRefused(path: string, message: string): Promise<void> {
    const before = tf.memory().numTensors;
    await expect(load(path)).rejects.toMatchObject({ family: "@resonance-rope", kind: "invalid-file" });
    await expect(load(path)).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  }
});
