import { describe, expect, test } from "vitest";
import { inspectGguf } from "../../src/index.js";
import { float, text } from "../gguf/build-gguf.js";
import { type TinyModel, bytesSource, headDimension, tinyGguf } from "../gguf/tiny-model.js";

const pairs = headDimension / 2;
const factors = Array.from({ length: pairs }, (_, pair) => 1 + pair / 8);
const yarn = {
  "rope.scaling.type": text("yarn"),
  "rope.scaling.factor": float(4),
  "rope.scaling.original_context_length": { type: "u32", value: 512 },
} as const;
const ropeFreqs = { "rope_freqs.weight": factors };

async function codes(model: TinyModel): Promise<string[]> {
  const { findings } = await inspectGguf([bytesSource(tinyGguf(model))]);
  return findings.map(({ level, code }) => `${level} ${code}`);
}

describe("a GGUF has a finding", () => {
  const cases: [why: string, model: TinyModel, found: string[]][] = [
    [
      "where its architecture refuses factors",
      { architecture: "qwen2", vectors: ropeFreqs },
      ["error rope-factors-refused"],
    ],
    [
      "where its architecture ignores factors",
      { architecture: "llada", vectors: ropeFreqs },
      ["error rope-factors-ignored"],
    ],
    [
      "where its type is longrope and the converter dropped the factors",
      { keys: { "rope.scaling.type": text("longrope") } },
      ["error longrope-without-factors"],
    ],
    [
      "where factors are scaled once more by YaRN",
      { keys: yarn, vectors: ropeFreqs },
      ["error scaled-twice", "warning k-shift-scales-twice"],
    ],
    [
      "where factors are scaled once more by a factor without a type, which is linear",
      { keys: { "rope.scaling.factor": float(2) }, vectors: ropeFreqs },
      ["error scaled-twice"],
    ],
    [
      "where YaRN has no original length",
      { keys: { "rope.scaling.type": text("yarn"), "rope.scaling.factor": float(4) } },
      ["warning original-length-missing", "warning k-shift-scales-twice"],
    ],
    [
      "where a beta of its own is not read",
      { keys: { ...yarn, "rope.scaling.yarn_beta_fast": float(16) } },
      ["warning yarn-keys-unread", "warning k-shift-scales-twice"],
    ],
    ["where context shift would scale keys twice", { keys: yarn }, ["warning k-shift-scales-twice"]],
  ];
  test.each(cases)("%s", async (_, model, found) => expect(await codes(model)).toEqual(found));

  const clean: [what: string, model: TinyModel][] = [
    ["plain RoPE", {}],
    ["linear scaling", { keys: { "rope.scaling.type": text("linear"), "rope.scaling.factor": float(2) } }],
    ["factors without a type", { vectors: ropeFreqs }],
    [
      "factors under the type none, whatever factor stands beside it",
      { keys: { "rope.scaling.type": text("none"), "rope.scaling.factor": float(2) }, vectors: ropeFreqs },
    ],
    [
      "factors beside a factor of 0, which is no scaling",
      { keys: { "rope.scaling.factor": float(0) }, vectors: ropeFreqs },
    ],
    ["YaRN's usual keys, which the converter writes", { keys: { "rope.scaling.yarn_beta_fast": float(32) } }],
  ];
  test.each(clean)("never for %s", async (_, model) => expect(await codes(model)).toEqual([]));
});
