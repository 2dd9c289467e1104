/** Tiny files of most kinds that divide by factors, and what an export makes of one. */
import { type RopeSpec, type ScalingWithDefaults, withRopeDefaults } from "@resonance-rope/rope-core";
import type { GgufEdits } from "../../src/gguf/gguf-edits.js";
import { planGgufRewrite } from "../../src/gguf/plan-gguf-rewrite.js";
import { positionEncodingEdits } from "../../src/gguf/position-encoding-edits.js";
import { type GgufModel, readGgufModel } from "../../src/gguf/read-gguf-model.js";
import { rewrittenBlob } from "../../src/gguf/rewritten-blob.js";
import { float, text } from "./build-gguf.js";
import { type TinyModel, bytesSource, headDimension } from "./tiny-model.js";

export const trainedLength = 2048;
export const contextLength = 8192;
export const wavelengthChoices = ["as-scaled", "nearest-integer", "best-rational"] as const;
export const specOf = (scaling: ScalingWithDefaults, wavelengths: RopeSpec["wavelengths"] = "as-scaled"): RopeSpec =>
  withRopeDefaults({ headDimension, trainedLength, scaling, wavelengths });

/** Factors, one a pair. */
export const growing: readonly number[] = Array.from({ length: headDimension / 2 }, (_, pair) => 1 + pair);
const ones = growing.map(() => 1);

/** Files that divide by factors, among them ones that were scaled before. */
export const files: Readonly<Record<string, TinyModel>> = {
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

export async function exported(
  file: Uint8Array<ArrayBuffer>,
  spec: RopeSpec,
): Promise<{ edits: GgufEdits; model: GgufModel; file: Uint8Array<ArrayBuffer> }> {
  const input = await readGgufModel([bytesSource(file)]);
  const edits = await positionEncodingEdits(input, spec, contextLength);
  const blob = await rewrittenBlob(new Blob([file]), planGgufRewrite(input.header, edits));
  const written = new Uint8Array(await blob.arrayBuffer());
  return { edits, file: written, model: await readGgufModel([bytesSource(written)]) };
}

/** The same file as one that other programs wrote: its keys and tensors have to say all. */
export function withoutRecord({ header, ...model }: GgufModel): GgufModel {
  const entries = new Map([...header.entries].filter(([key]) => !key.startsWith("resonance_rope.")));
  return { ...model, header: { ...header, entries } };
}
