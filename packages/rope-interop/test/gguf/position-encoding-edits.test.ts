import {
  type RopeSpec,
  type Scaling,
  createRotaryEmbedding,
  withRopeDefaults,
  type ScalingWithDefaults,
} from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import { agreesWith } from "../../src/resonance-record.js";
import { describeGguf } from "../../src/gguf/describe-gguf.js";
import type { GgufEdits } from "../../src/gguf/gguf-edits.js";
import { planGgufRewrite } from "../../src/gguf/plan-gguf-rewrite.js";
import { positionEncodingEdits } from "../../src/gguf/position-encoding-edits.js";
import { type GgufModel, readGgufModel } from "../../src/gguf/read-gguf-model.js";
import { rewrittenBlob } from "../../src/gguf/rewritten-blob.js";
import type { Field } from "./build-gguf.js";
import { type TinyModel, bytesSource, headDimension, tinyGguf, tinyModel } from "./tiny-model.js";

const trainedLength = 2048;
const contextLength = 8192;
const specOf = (scaling: ScalingWithDefaults, wavelengths: RopeSpec["wavelengths"] = "as-scaled"): RopeSpec =>
  withRopeDefaults({ headDimension, trainedLength, scaling, wavelengths });
const growing = Array.from({ length: headDimension / 2 }, (_, pair) => 1 + pair);
const ones = growing.map(() => 1);

const scalings: readonly ScalingWithDefaults[] = [
  { type: "none" },
  { type: "linear", factor: 4 },
  { type: "ntk-aware", factor: 4 },
  { type: "dynamic-ntk", factor: 1, currentLength: contextLength },
  { type: "adjusted-base", base: 500_000 },
  { type: "yarn", factor: 4 },
  { type: "longrope", shortFactors: growing, longFactors: growing, currentLength: contextLength, attentionFactor: 1.2 },
  { type: "llama3", factor: 8, originalLength: 512 },
  { type: "proportional", rotatedFraction: 0.5 },
];
const wavelengthChoices = ["as-scaled", "nearest-integer", "best-rational"] as const;

async function exported(
  file: Uint8Array<ArrayBuffer>,
  spec: RopeSpec,
): Promise<{ edits: GgufEdits; model: GgufModel; file: Uint8Array<ArrayBuffer> }> {
  const input = await readGgufModel([bytesSource(file)]);
  const edits = await positionEncodingEdits(input, spec, contextLength);
  const blob = await rewrittenBlob(new Blob([file]), planGgufRewrite(input.header, edits));
  const written = new Uint8Array(await blob.arrayBuffer());
  return { edits, file: written, model: await readGgufModel([bytesSource(written)]) };
}

const valueOf = ({ header }: GgufModel, key: string): unknown => header.entries.get(key)?.value;
const text = (value: string): Field => ({ type: "text", value });
const float = (value: number): Field => ({ type: "f32", value });

/** Files that divide by factors, among them ones that were scaled before. */
const files: Readonly<Record<string, TinyModel>> = {
  "a plain llama": {},
  "a llama with rope_freqs": { vectors: { "rope_freqs.weight": growing } },
  "a llama of type yarn": {
    keys: {
      "rope.scaling.type": text("yarn"),
      "rope.scaling.factor": float(2),
      "rope.scaling.yarn_beta_fast": float(8),
    },
  },
  "a linear llama": { keys: { "rope.scaling.factor": float(4), "rope.scaling.attn_factor": float(1.1) } },
  "a llama of type longrope without factors": { keys: { "rope.scaling.type": text("longrope") } },
  "a llama of type longrope": {
    keys: { "rope.scaling.type": text("longrope") },
    vectors: { "rope_factors_long.weight": growing, "rope_factors_short.weight": ones },
  },
  "a phi3 without factors": { architecture: "phi3" },
  "a phi3 with factors": {
    architecture: "phi3",
    vectors: { "rope_factors_long.weight": growing, "rope_factors_short.weight": ones },
  },
  "a dense qwen2": { architecture: "qwen2" },
};

for (const [name, tiny] of Object.entries(files)) {
  test(`${name} computes any encoding it is given, by its keys and tensors alone and by its record`, async () => {
    for (const scaling of scalings)
      for (const wavelengths of wavelengthChoices) {
        const spec = specOf(scaling, wavelengths);
        const { model } = await exported(tinyGguf(tiny), spec);
        const description = await describeGguf(model);
        expect(description.contextLength).toBe(contextLength);
        expect({ ...description.recorded, pairLayout: spec.pairLayout }).toEqual(spec);
        expect(description.spec).toBe(description.recorded);
        const entries = new Map([...model.header.entries].filter(([key]) => !key.startsWith("resonance_rope.")));
        const unrecorded = await describeGguf({ ...model, header: { ...model.header, entries } });
        expect(unrecorded.recorded).toBe(null);
        for (const length of [1, contextLength]) {
          const computed = (
            await describeGguf({ ...model, header: { ...model.header, entries } }, { targetLength: length })
          ).spec;
          expect(agreesWith(spec, computed)).toBe(true);
        }
      }
  });
}

const twoLists = (wavelengths: RopeSpec["wavelengths"], currentLength: number): RopeSpec => {
  const shortFactors = growing.map((factor) => 1 + factor / 100);
  const scaling = {
    type: "longrope",
    shortFactors,
    longFactors: growing,
    originalLength: 1024,
    currentLength,
  } as const;
  return specOf({ ...scaling, attentionFactor: 1.2 }, wavelengths);
};

for (const name of [
  "a plain llama",
  "a llama of type longrope",
  "a phi3 without factors",
  "a phi3 with factors",
  "a dense qwen2",
])
  test(`${name} switches between two lists at the original length, each with wavelengths of its own`, async () => {
    for (const wavelengths of wavelengthChoices)
      for (const currentLength of [512, contextLength]) {
        const spec = twoLists(wavelengths, currentLength);
        const { model, edits } = await exported(tinyGguf(files[name]), spec);
        const [long, short] = ["rope_factors_long.weight", "rope_factors_short.weight"].map((each) =>
          edits.tensors?.get(each),
        );
        expect(long).not.toEqual(short);
        const entries = new Map([...model.header.entries].filter(([key]) => !key.startsWith("resonance_rope.")));
        for (const length of [1, 1024, 1025, contextLength]) {
          const wanted = { ...spec, scaling: { ...spec.scaling, currentLength: length } } as RopeSpec;
          const options = { targetLength: length };
          const recorded = await describeGguf(model, options);
          expect({ ...recorded.recorded, pairLayout: spec.pairLayout }).toEqual(wanted);
          expect(recorded.spec).toBe(recorded.recorded);
          const computed = await describeGguf({ ...model, header: { ...model.header, entries } }, options);
          expect(agreesWith(wanted, computed.spec)).toBe(true);
        }
        expect((await describeGguf(model)).spec).toMatchObject({ wavelengths, scaling: spec.scaling });
      }
  });

test("two lists are refused where llama.cpp reads one, or none beside rope_freqs", async () => {
  const spec = twoLists("nearest-integer", contextLength);
  for (const [tiny, received] of [
    [{ architecture: "arcee" }, "arcee"],
    [{ architecture: "qwen3" }, "qwen3"],
    [files["a llama with rope_freqs"], "llama with rope_freqs.weight, beside which it refuses them"],
  ] as const)
    await expect(positionEncodingEdits(await tinyModel(tiny), spec, contextLength)).rejects.toMatchObject({
      kind: "invalid-argument",
      received,
    });
});

test("an export of an export is the export", async () => {
  for (const tiny of [{}, { vectors: { "rope_freqs.weight": growing } }, { architecture: "phi3" }]) {
    const spec = specOf({ type: "yarn", factor: 4 }, "nearest-integer");
    const once = await exported(tinyGguf(tiny), spec);
    expect((await exported(once.file, spec)).file).toEqual(once.file);
  }
});

test("base and linear scaling stay without factors, so that every architecture takes them", async () => {
  for (const architecture of ["llama", "qwen3", "gemma2", "deepseek2"]) {
    const linear = await exported(tinyGguf({ architecture }), specOf({ type: "linear", factor: 4 }));
    expect(linear.edits.tensors).toBe(undefined);
    expect(valueOf(linear.model, `${architecture}.rope.scaling.type`)).toBe("linear");
    expect(valueOf(linear.model, `${architecture}.rope.scaling.factor`)).toBe(4);
    const { model } = await exported(tinyGguf({ architecture }), specOf({ type: "adjusted-base", base: 500_000 }));
    expect(valueOf(model, `${architecture}.rope.freq_base`)).toBe(500_000);
    expect(valueOf(model, `${architecture}.rope.scaling.type`)).toBe("none");
  }
});

test("a file that was scaled keeps no key of the old scaling", async () => {
  const keys = {
    "rope.scaling.type": text("yarn"),
    "rope.scaling.factor": float(2),
    "rope.scaling.original_context_length": { type: "u32", value: 1024 },
    "rope.scaling.finetuned": { type: "bool", value: 1 },
    "rope.scaling.yarn_ext_factor": float(1),
    "rope.scale_linear": float(3),
  } as const;
  const { model } = await exported(tinyGguf({ keys }), specOf({ type: "yarn", factor: 4 }, "nearest-integer"));
  const left = [...model.header.entries.keys()].filter((key) => key.includes("rope.scal"));
  expect(left).toEqual(["llama.rope.scaling.type", "llama.rope.scaling.attn_factor"]);
  expect(valueOf(model, "llama.rope.scaling.attn_factor")).toBe(Math.fround(0.1 * Math.log(4) + 1));
});

test("architectures without factors take llama.cpp's own YaRN, where it is that, and no Resonance", async () => {
  const yarn = specOf({ type: "yarn", factor: 4 });
  const { model, edits } = await exported(tinyGguf({ architecture: "qwen3" }), yarn);
  expect(edits.tensors).toBe(undefined);
  expect(valueOf(model, "qwen3.rope.scaling.type")).toBe("yarn");
  expect((await describeGguf(model)).spec.scaling).toEqual(yarn.scaling);
  for (const spec of [
    specOf({ type: "yarn", factor: 4 }, "nearest-integer"),
    specOf({ type: "yarn", factor: 4, beta: 2 }),
  ])
    await expect(
      positionEncodingEdits(await tinyModel({ architecture: "qwen3" }), spec, contextLength),
    ).rejects.toMatchObject({
      kind: "invalid-argument",
      received: "qwen3, which refuses a file with factors",
    });
  const ignoring = positionEncodingEdits(
    await tinyModel({ architecture: "falcon-h1" }),
    specOf({ type: "none" }, "nearest-integer"),
    contextLength,
  );
  await expect(ignoring).rejects.toThrow("falcon-h1, which loads the factors and ignores them");
});

test("an architecture that sharpens attention by YaRN's multiplier is not left without it", async () => {
  for (const architecture of ["deepseek2", "deepseek32"]) {
    const keys = { "rope.scaling.yarn_log_multiplier": float(0.08) };
    const edits = positionEncodingEdits(
      await tinyModel({ architecture, keys }),
      specOf({ type: "yarn", factor: 4 }),
      contextLength,
    );
    await expect(edits).rejects.toThrow(`${architecture}, which refuses a file with factors`);
  }
});

test("a repacked qwen2 is a llama whose pairs lie side by side, and nothing else moved", async () => {
  const file = tinyGguf({ architecture: "qwen2" });
  const input = await readGgufModel([bytesSource(file)]);
  const { model, file: written } = await exported(file, specOf({ type: "none" }, "nearest-integer"));
  expect(valueOf(model, "general.architecture")).toBe("llama");
  expect(valueOf(model, "llama.rope.dimension_count")).toBe(headDimension);
  expect([...model.header.entries.keys()].filter((key) => key.startsWith("qwen2."))).toEqual([]);
  for (const [name, tensor] of input.header.tensors) {
    const moved = model.header.tensors.get(name) ?? { begin: 0, end: 0 };
    const [before, after] = [file.subarray(tensor.begin, tensor.end), written.subarray(moved.begin, moved.end)];
    const rowBytes = name.endsWith("bias") ? 4 : 18;
    for (let row = 0; row * rowBytes < before.length; row++) {
      const inHead = row % headDimension;
      const from = /attn_[qk]/u.test(name) ? row - inHead + (inHead >> 1) + (inHead % 2) * (headDimension / 2) : row;
      expect(after.subarray(row * rowBytes, (row + 1) * rowBytes)).toEqual(
        before.subarray(from * rowBytes, (from + 1) * rowBytes),
      );
    }
  }
});

test("a spec of other dimensions than the file's is refused", async () => {
  const spec = withRopeDefaults({ headDimension: 32, trainedLength });
  await expect(positionEncodingEdits(await tinyModel(), spec, contextLength)).rejects.toThrow(
    "16, of which 16 are rotated, got 32 and 32",
  );
});

test("wavelengths that JSON cannot hold are written without a record", async () => {
  const wavelengthsTokens = growing.map((_, pair) => (pair === 7 ? Infinity : 7 * (pair + 1)));
  const spec = specOf({ type: "none" }, { type: "given", wavelengthsTokens });
  const description = await describeGguf((await exported(tinyGguf(), spec)).model);
  expect(description.recorded).toBe(null);
  expect(createRotaryEmbedding(description.spec).angularFrequencies[7]).toBeLessThan(1e-29);
  expect(agreesWith(spec, description.spec)).toBe(true);
});

test("every scaling is among those that are tried", () => {
  const tried: readonly Scaling["type"][] = scalings.map(({ type }) => type);
  expect(new Set(tried).size).toBe(9);
});
