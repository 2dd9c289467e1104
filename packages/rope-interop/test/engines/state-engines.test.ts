import { type RopeSpec, createRotaryEmbedding, withRopeDefaults } from "@resonance-rope/rope-core";
import { describe, expect, test } from "vitest";
import { longropeMagnitude } from "../../src/engines/outcomes.js";
import { stateEngines } from "../../src/engines/state-engines.js";
import type { WrittenModel, WrittenRope } from "../../src/engines/written-model.js";

const plain: WrittenRope = {
  type: "default",
  place: null,
  hasTopLevelBase: true,
  originalLength: null,
  hasTopLevelOriginalLength: false,
  factor: null,
  scaledMagnitude: null,
  truncate: true,
};

const smol = withRopeDefaults({ headDimension: 64, base: 100_000, trainedLength: 8192 });
const yarn: RopeSpec = withRopeDefaults({ ...smol, scaling: { type: "yarn", factor: 4 } });
const resonanceYarn: RopeSpec = { ...yarn, wavelengths: "nearest-integer" };

function statements(
  spec: RopeSpec,
  rope: Partial<WrittenRope> | null,
  contextLength = 32_768,
  architecture = "llama",
): Record<string, { behaviour: string; detail: string | null; supported: boolean; launch: string }> {
  const model: WrittenModel = {
    format: rope === null ? "gguf" : "hugging-face",
    architecture,
    path: "out",
    spec,
    attentionFactor: createRotaryEmbedding(spec).attentionFactor,
    contextLength,
    rope: rope === null ? null : { ...plain, ...rope },
  };
  return Object.fromEntries(stateEngines(model).map(({ engine, ...rest }) => [engine, rest]));
}

/** O of the portable form, so that engines which compute the magnitude from M and O compute m. */
const portable = (attentionFactor: number, contextLength: number): Partial<WrittenRope> => ({
  type: "longrope",
  place: "rope_scaling",
  originalLength: attentionFactor === 1 ? contextLength : Math.round(contextLength ** (1 / attentionFactor ** 2)),
});

describe("the magnitude that engines compute from M and O", () => {
  // rope-in-engines, run: M, m, O, |F(M, O) / m - 1|
  test.each([
    [131_072, 0.1 * Math.log(4) + 1, 8856, 8e-7],
    [32_768, 0.1 * Math.log(8) + 1, 1243, 2.9e-5],
    [1_048_576, 0.1 * Math.log(128) + 1, 536, 6.6e-5],
  ])("at M = %i is the wanted one", (contextLength, wanted, originalLength, error) => {
    expect(portable(wanted, contextLength).originalLength).toBe(originalLength);
    expect(Math.abs(longropeMagnitude(contextLength, originalLength) - wanted)).toBeLessThan(1.05 * error);
  });
});

describe("a Resonance YaRN in the portable form", () => {
  const table = statements(resonanceYarn, portable(0.1 * Math.log(4) + 1, 32_768));

  test("runs as written wherever LongRoPE is read", () => {
    for (const engine of ["transformers", "vLLM", "SGLang", "MLX (mlx-lm)", "ExLlamaV3"])
      expect([engine, table[engine]?.behaviour]).toEqual([engine, "as-written"]);
  });

  test("is refused by ExLlamaV2, and lost by llama.cpp's converter", () => {
    expect(table["ExLlamaV2"]?.behaviour).toBe("refused");
    expect(table["llama.cpp (convert_hf_to_gguf)"]?.behaviour).toBe("ignored");
  });

  test("is carried by the converters of Phi, with a magnitude of their own", () => {
    for (const architecture of ["phi3", "phimoe"]) {
      const outcome = (rope: Partial<WrittenRope>): unknown =>
        statements(resonanceYarn, rope, 32_768, architecture)["llama.cpp (convert_hf_to_gguf)"]?.behaviour;
      expect(outcome(portable(0.1 * Math.log(4) + 1, 32_768))).toBe("as-written");
      expect(outcome({ ...portable(1, 32_768), originalLength: 8192 })).toBe("differs");
    }
  });

  test("has the wanted magnitude if that is so to a thousandth", () => {
    const wanted = createRotaryEmbedding(resonanceYarn).attentionFactor;
    for (const [error, behaviour] of [
      [9e-4, "as-written"],
      [-9e-4, "as-written"],
      [1.1e-3, "differs"],
      [-1.1e-3, "differs"],
    ] as const) {
      const rope = { ...portable(wanted, 32_768), scaledMagnitude: wanted * (1 + error) };
      expect(statements(resonanceYarn, rope)["SGLang"]?.behaviour).toBe(behaviour);
    }
  });

  test("is refused or turned wrong where the pairs are interleaved, which only transformers and ExLlamaV3 know", () => {
    const rope = portable(0.1 * Math.log(4) + 1, 32_768);
    const interleaved = statements({ ...resonanceYarn, pairLayout: "interleaved" }, rope);
    expect(interleaved["vLLM"]?.behaviour).toBe("refused");
    expect(interleaved["SGLang"]?.behaviour).toBe("refused");
    expect(interleaved["MLX (mlx-lm)"]?.behaviour).toBe("differs");
  });

  test("has another magnitude in vLLM where O is the trained length", () => {
    const { vLLM } = statements(resonanceYarn, { ...portable(1, 32_768), originalLength: 8192 });
    // sqrt(1 + ln 4 / ln 8192) = 1.07417
    expect(vLLM).toMatchObject({ behaviour: "differs", supported: false });
    expect(vLLM?.detail).toContain("1.07417 instead of 1.13863");
  });
});

describe("YaRN in its own form", () => {
  const written = { type: "yarn", place: "rope_scaling", originalLength: 8192, factor: 4 } as const;

  test("runs as written where YaRN is read whole", () => {
    const table = statements(yarn, written);
    for (const engine of [
      "transformers",
      "vLLM",
      "SGLang",
      "MLX (mlx-lm)",
      "ExLlamaV3",
      "llama.cpp (convert_hf_to_gguf)",
    ])
      expect([engine, table[engine]?.behaviour]).toEqual([engine, "as-written"]);
  });

  test("has another ramp in ExLlamaV2, which takes it from M", () => {
    expect(statements(yarn, written)["ExLlamaV2"]?.behaviour).toBe("differs");
    expect(statements(yarn, { ...written, originalLength: 32_768 })["ExLlamaV2"]?.behaviour).toBe("as-written");
  });

  test("has another factor in ExLlamaV3 where the lengths say another", () => {
    expect(statements(yarn, written, 10_000)["ExLlamaV3"]?.behaviour).toBe("differs");
  });

  test("loses an attention factor of one's own where attention_factor is not read", () => {
    const spec = withRopeDefaults({ ...smol, scaling: { type: "yarn", factor: 4, attentionFactor: 1 } });
    const table = statements(spec, written);
    for (const engine of ["SGLang", "MLX (mlx-lm)", "llama.cpp (convert_hf_to_gguf)"])
      expect([engine, table[engine]?.behaviour]).toEqual([engine, "differs"]);
    expect(table["vLLM"]?.behaviour).toBe("as-written");
  });

  test("is plain RoPE for engines that do not read rope_parameters", () => {
    const table = statements(yarn, { ...written, place: "rope_parameters" });
    expect(table["MLX (mlx-lm)"]?.behaviour).toBe("ignored");
    expect(table["ExLlamaV2"]?.behaviour).toBe("ignored");
    expect(table["transformers"]?.behaviour).toBe("as-written");
  });
});

test("in a GGUF every engine on llama.cpp runs it, and those that shift contexts are told to mind m", () => {
  const { "llama.cpp": llamaCpp, ...others } = statements(resonanceYarn, null);
  expect(llamaCpp).toMatchObject({ behaviour: "as-written", detail: null, launch: "llama-cli -m out -c 32768" });
  for (const { behaviour, detail } of Object.values(others)) {
    expect(behaviour).toBe("as-written");
    expect(detail).toContain("k-shift-scales-twice");
  }
  for (const { detail } of Object.values(statements({ ...smol, wavelengths: "nearest-integer" }, null)))
    expect(detail).toBeNull();
});
