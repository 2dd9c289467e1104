import { withRopeDefaults } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import { describeGguf } from "../../src/gguf/describe-gguf.js";
import { positionEncodingEdits } from "../../src/gguf/position-encoding-edits.js";
import { type GgufModel, readGgufModel } from "../../src/gguf/read-gguf-model.js";
import { float, text } from "./build-gguf.js";
import { contextLength, exported, growing, specOf, trainedLength } from "./exported-gguf.js";
import { bytesSource, headDimension, tinyGguf, tinyModel } from "./tiny-model.js";

const valueOf = ({ header }: GgufModel, key: string): unknown => header.entries.get(key)?.value;

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
