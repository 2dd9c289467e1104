import { createRotaryEmbedding, type Scaling, withRopeDefaults } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import type { ModelDescription } from "../../src/model-description.js";
import { type DescribeGgufOptions, describeGguf } from "../../src/gguf/describe-gguf.js";
import { readGgufModel } from "../../src/gguf/read-gguf-model.js";
import { splitNames } from "../../src/gguf/split-names.js";
import { buildGguf, float, text, whole } from "./build-gguf.js";
import {
  type TinyModel,
  bytesSource,
  splitFields,
  tinyFields,
  tinyGguf,
  tinyModel,
  tinyTensors,
} from "./tiny-model.js";

const describe = async (model: TinyModel, options?: DescribeGgufOptions): Promise<ModelDescription> =>
  describeGguf(await tinyModel(model), options);
const scalingOf = async (model: TinyModel): Promise<Scaling> => (await describe(model)).spec.scaling;
const yarnKeys = {
  context_length: whole(8192),
  "rope.scaling.type": text("yarn"),
  "rope.scaling.factor": float(4),
  "rope.scaling.original_context_length": whole(2048),
};
const factors = [1, 1, 2, 2, 4, 4, 8, 8];
const ones = factors.map(() => 1);

test("a file without a word on scaling is plain RoPE, in the layout of its architecture", async () => {
  const { spec, ...rest } = await describe({});
  expect(spec).toEqual(withRopeDefaults({ headDimension: 16, trainedLength: 2048, pairLayout: "interleaved" }));
  expect(rest).toEqual({
    format: "gguf",
    name: "Tiny",
    architecture: "llama",
    otherLayers: {},
    contextLength: 2048,
    recorded: null,
  });
  for (const architecture of ["qwen2", "phi3", "not-yet-known"])
    expect((await describe({ architecture })).spec.pairLayout).toBe("half-split");
});

test("head dimension and rotary fraction follow from what the file has of them", async () => {
  const bare = tinyFields({});
  bare.delete("llama.attention.key_length");
  const model = await readGgufModel([bytesSource(buildGguf({ fields: bare }))]);
  expect((await describeGguf(model)).spec).toMatchObject({ headDimension: 8, rotaryFraction: 1 });
  for (const rotated of [2, 6, 10, 14]) {
    const { spec } = await describe({ keys: { "rope.dimension_count": whole(rotated) } });
    expect(createRotaryEmbedding(spec).angularFrequencies).toHaveLength(rotated / 2);
  }
});

test("a share of the head that no float holds gives the rotated dimensions all the same", async () => {
  // 98 * (2 / 98) is below 2.
  for (const [head, rotated] of [
    [98, 2],
    [196, 4],
    [110, 82],
  ] as const) {
    const keys = { "attention.key_length": whole(head), "rope.dimension_count": whole(rotated) };
    expect(createRotaryEmbedding((await describe({ keys })).spec).angularFrequencies).toHaveLength(rotated / 2);
  }
});

test("a factor without a type is linear, one of 0 or under type none is no scaling, and the old key counts", async () => {
  expect(await scalingOf({ keys: { "rope.scaling.factor": float(4) } })).toEqual({ type: "linear", factor: 4 });
  expect(await scalingOf({ keys: { "rope.scale_linear": float(2) } })).toEqual({ type: "linear", factor: 2 });
  expect(await scalingOf({ keys: { "rope.scaling.factor": float(0) } })).toEqual({ type: "none" });
  const none = { "rope.scaling.type": text("none"), "rope.scaling.factor": float(4) };
  expect(await scalingOf({ keys: none })).toEqual({ type: "none" });
});

test("YaRN takes its original length for the trained one, and reads betas for the architectures that llama.cpp does", async () => {
  const { spec, contextLength } = await describe({ architecture: "qwen3", keys: yarnKeys });
  expect(contextLength).toBe(8192);
  expect(spec.trainedLength).toBe(2048);
  expect(spec.scaling).toEqual(
    withRopeDefaults({ headDimension: 16, trainedLength: 2048, scaling: { type: "yarn", factor: 4 } }).scaling,
  );
  const keys = { ...yarnKeys, "rope.scaling.yarn_beta_fast": float(8) };
  expect(await scalingOf({ architecture: "qwen3", keys })).toMatchObject({ beta: 32 });
  expect(await scalingOf({ architecture: "mistral3", keys })).toMatchObject({ beta: 8 });
});

test("a ramp without width keeps the first pair and divides all others", async () => {
  // ln(4 / 2 pi) is below 0: both ends are at pair 0.
  const keys = { ...yarnKeys, "rope.scaling.original_context_length": whole(4) };
  const { angularFrequencies } = createRotaryEmbedding((await describe({ keys })).spec);
  const plain = createRotaryEmbedding((await describe({})).spec).angularFrequencies;
  expect(angularFrequencies[0]).toBe(1);
  for (let pair = 1; pair < plain.length; pair++)
    expect(angularFrequencies[pair]).toBeCloseTo((plain[pair] ?? 0) / 4, 14);
});

test("YaRN's multiplier divides the magnitude, which in deepseek2 is 1", async () => {
  const magnitude = async (architecture: string, multiplier: number): Promise<number> => {
    const keys = { ...yarnKeys, "rope.scaling.yarn_log_multiplier": float(multiplier) };
    return createRotaryEmbedding((await describe({ architecture, keys })).spec).attentionFactor;
  };
  const g = (k: number): number => 0.1 * k * Math.log(4) + 1;
  expect(await magnitude("deepseek2", 0.08)).toBeCloseTo(1, 9);
  expect(await magnitude("deepseek2", 0)).toBeCloseTo(g(1), 6);
  // Its converter writes a tenth of the config's mscale_all_dim, that of mistral3 the whole.
  expect(await magnitude("deepseek32", 0.08)).toBeCloseTo(g(1) / g(0.8), 6);
  expect(await magnitude("mistral3", 0.8)).toBeCloseTo(g(1) / g(0.8), 6);
  expect(await magnitude("llama", 0.8)).toBeCloseTo(g(1), 6);
});

test("the file's attention factor multiplies what the scaling has", async () => {
  const keys = { ...yarnKeys, "rope.scaling.attn_factor": float(2) };
  const { spec } = await describe({ keys });
  expect(createRotaryEmbedding(spec).attentionFactor).toBeCloseTo(2 * (0.1 * Math.log(4) + 1), 6);
  const plain = await describe({ keys: { "rope.scaling.attn_factor": float(1.5) } });
  expect(createRotaryEmbedding(plain.spec).attentionFactor).toBe(1.5);
});

test("rope_freqs divide where the architecture's graph takes them, and nowhere else", async () => {
  const vectors = { "rope_freqs.weight": factors };
  const plain = createRotaryEmbedding((await describe({})).spec).angularFrequencies;
  const divided = createRotaryEmbedding((await describe({ vectors })).spec).angularFrequencies;
  expect(divided).toEqual(plain.map((theta, pair) => theta / (factors[pair] ?? 0)));
  expect(await scalingOf({ vectors: { "rope_freqs.weight": ones } })).toEqual({ type: "none" });
  for (const architecture of ["qwen2", "gemma3", "falcon-h1"])
    expect(await scalingOf({ architecture, vectors })).toEqual({ type: "none" });
});

test("under linear and YaRN rope_freqs divide first and the scaling divides again", async () => {
  const vectors = { "rope_freqs.weight": factors };
  const frequencies = async (model: TinyModel): Promise<Float64Array> =>
    createRotaryEmbedding((await describe(model)).spec).angularFrequencies;
  const linear = { "rope.scaling.factor": float(4) };
  expect(await frequencies({ vectors, keys: linear })).toEqual(
    (await frequencies({ keys: linear })).map((theta, pair) => theta / (factors[pair] ?? 0)),
  );
  const yarn = await frequencies({ keys: yarnKeys });
  const both = await frequencies({ vectors, keys: yarnKeys });
  for (const [pair, factor] of factors.entries()) expect(both[pair]).toBeCloseTo((yarn[pair] ?? 0) / factor, 14);
});

test("longrope has its long factors above the original length, for archs that read them by any type", async () => {
  const vectors = { "rope_factors_long.weight": factors, "rope_factors_short.weight": ones };
  const keys = { "rope.scaling.original_context_length": whole(512) };
  const isScaled = async (model: TinyModel, targetLength?: number): Promise<boolean> => {
    const options = targetLength === undefined ? {} : { targetLength };
    return (createRotaryEmbedding((await describe(model, options)).spec).angularFrequencies[2] ?? 0) < 0.06;
  };
  const phi3 = { architecture: "phi3", keys, vectors };
  expect([await isScaled(phi3), await isScaled(phi3, 512), await isScaled(phi3, 513)]).toEqual([true, false, true]);
  const llama = { vectors, keys: { ...keys, "rope.scaling.type": text("longrope") } };
  expect([await isScaled(llama), await isScaled(llama, 512)]).toEqual([true, false]);
  expect(await isScaled({ keys, vectors })).toBe(false);
});

test("type longrope without factors is plain RoPE", async () => {
  expect(await scalingOf({ keys: { "rope.scaling.type": text("longrope") } })).toEqual({ type: "none" });
});

test("layers with a sliding window are described apart where they rotate otherwise", async () => {
  const keys = { "rope.freq_base": float(1e6), "rope.scaling.type": text("linear"), "rope.scaling.factor": float(8) };
  for (const architecture of ["gemma3", "gemma3n", "gemma-embedding", "laguna"]) {
    const { spec, otherLayers } = await describe({ architecture, keys });
    expect(spec).toMatchObject({ base: 1e6, scaling: { type: "linear", factor: 8 } });
    expect(otherLayers).toMatchObject({ sliding_attention: { base: 10_000, scaling: { type: "none" } } });
  }
  const other = {
    ...keys,
    "rope.freq_base_swa": float(50_000),
    "attention.key_length_swa": whole(8),
    "rope.dimension_count_swa": whole(4),
  };
  const { otherLayers: unscaled } = await describe({ architecture: "gemma4", keys: other });
  const layers = { base: 50_000, headDimension: 8, rotaryFraction: 0.5 };
  expect(unscaled).toMatchObject({ sliding_attention: { ...layers, scaling: { type: "none" } } });
  const { otherLayers: scaled } = await describe({ architecture: "llama", keys: other });
  expect(scaled).toMatchObject({ sliding_attention: { ...layers, scaling: { type: "linear", factor: 8 } } });
});

test("a record is believed while the file still computes it", async () => {
  const recorded = withRopeDefaults({ headDimension: 16, trainedLength: 512, pairLayout: "interleaved" });
  const more = { "resonance_rope.version": whole(1), "resonance_rope.spec": text(JSON.stringify(recorded)) };
  expect(await describe({ more })).toMatchObject({ spec: recorded, recorded });
  const edited = await describe({ more, keys: { "rope.scaling.factor": float(4) } });
  expect(edited).toMatchObject({ spec: { scaling: { type: "linear" }, trainedLength: 2048 }, recorded });
});

test("a record of two lists is believed at any length while the file computes both, and at none after", async () => {
  const scaling = { type: "longrope", shortFactors: ones, longFactors: factors, currentLength: 2048 } as const;
  const recorded = withRopeDefaults({
    headDimension: 16,
    trainedLength: 1024,
    scaling: { ...scaling, originalLength: 512, attentionFactor: 1 },
  });
  const trainedAt = (short: readonly number[]): Promise<number[]> =>
    Promise.all(
      [1, 512, 513, 2048].map(async (targetLength) => {
        const model = {
          architecture: "phi3",
          keys: { "rope.scaling.original_context_length": whole(512) },
          vectors: { "rope_factors_long.weight": factors, "rope_factors_short.weight": short },
          more: { "resonance_rope.version": whole(1), "resonance_rope.spec": text(JSON.stringify(recorded)) },
        };
        return (await describe(model, { targetLength })).spec.trainedLength;
      }),
    );
  expect(await trainedAt(ones)).toEqual([1024, 1024, 1024, 1024]);
  expect(await trainedAt(factors)).toEqual([2048, 2048, 2048, 2048]);
});

test("the parts of a split model are one model, in any order, and no other", async () => {
  const tensors = tinyTensors({ vectors: { "rope_freqs.weight": factors } });
  const count = tensors.length;
  const first = buildGguf({ fields: [...tinyFields({}), ...splitFields(0, 2, count)], tensors: [] });
  const second = buildGguf({ fields: splitFields(1, 2, count), tensors });
  const sources = [bytesSource(second, "2"), bytesSource(first, "1")];
  expect((await describeGguf(await readGgufModel(sources))).spec.scaling.type).toBe("longrope");
  await expect(readGgufModel([bytesSource(first)])).rejects.toThrow("2 parts of the model of tiny.gguf, got 1");
  await expect(readGgufModel([bytesSource(first), bytesSource(first)])).rejects.toThrow("part 2 of 2 of one model");
  await expect(readGgufModel([bytesSource(first), bytesSource(tinyGguf())])).rejects.toThrow("of one model");
  const short = buildGguf({ fields: splitFields(1, 2, count), tensors: tensors.slice(1) });
  await expect(readGgufModel([bytesSource(first), bytesSource(short)])).rejects.toThrow(`${count} tensors`);
});

test("names of parts follow from any of them", () => {
  expect(splitNames("a/m-00002-of-00002.gguf")).toEqual(["a/m-00001-of-00002.gguf", "a/m-00002-of-00002.gguf"]);
  for (const name of ["m.gguf", "m-1-of-2.gguf", "m-00001-of-00000.gguf", "m-00001-of-99999.gguf"])
    expect(splitNames(name)).toEqual([name]);
});
