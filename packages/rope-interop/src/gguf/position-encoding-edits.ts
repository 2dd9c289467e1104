/**
 * The edits that make a GGUF compute another position encoding, in the form that llama.cpp v0.5.0 runs unpatched:
 *
 * - base and linear factor alone where those say it exactly, and the file has no factor tensors in use: every
 *   architecture computes that;
 * - one divisor a pair otherwise, relative to the unscaled frequencies of the file's own base, under a scaling
 *   type that adds nothing to them. YaRN goes this way too: what llama.cpp calls YaRN has fixed betas and ramp.
 *   LongRoPE with two lists becomes two tensors;
 * - where the graph takes no divisors, llama.cpp's own YaRN if that is what is asked for, or else a dense Qwen2 is
 *   repacked as llama.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import { type RopeSpec, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { atBothLengths } from "../longrope-lists.js";
import { agreesWith, recordText } from "../resonance-record.js";
import type { GgufValue } from "./gguf-metadata.js";
import { type FactorForm, factorForm } from "./factor-form.js";
import { geometricForm } from "./geometric-form.js";
import type { GgufEdits } from "./gguf-edits.js";
import type { LlamaCppRope } from "./llama-cpp-frequencies.js";
import type { GgufModel } from "./read-gguf-model.js";
import { readLlamaCppRope, readsYarnLogMultiplier } from "./read-llama-cpp-rope.js";
import { findTensor, ropeFreqsName } from "./read-rope-factors.js";
import { canRepackHeads, repackHeads } from "./repack-heads.js";
import { ropeFactorSupport } from "./rope-factor-support.js";
import { rotaryLayoutOf } from "./rotary-layout-of.js";
import { specOfLlamaCppRope } from "./spec-of-llama-cpp-rope.js";

const where = "positionEncodingEdits";

/** @param contextLength M that the file is to allow, in tokens. */
export async function positionEncodingEdits(
  model: GgufModel,
  spec: RopeSpec,
  contextLength: number,
): Promise<GgufEdits> {
  const rope = await readLlamaCppRope(model);
  const embedding = createRotaryEmbedding(spec);
  const pairs = embedding.angularFrequencies.length;
  if (spec.headDimension !== rope.headDimension || 2 * pairs !== rope.rotatedDimensions)
    throw unfit(
      `the file's head dimension, ${rope.headDimension}, of which ${rope.rotatedDimensions} are rotated`,
      `${spec.headDimension} and ${2 * pairs}`,
    );
  const keys = (form: KeyForm, architecture = rope.architecture): KeyEdits =>
    keyEdits(model, rope, spec, contextLength, architecture, form);

  const form = factorForm(model, rope, spec);
  // One that must switch between two lists is no geometric one, whatever it is at its own length.
  const needsFactors = atBothLengths(spec) !== null || isInUse(model, form);
  const geometric = needsFactors ? null : geometricForm(embedding.angularFrequencies, rope.base);
  if (geometric !== null) {
    const { factor, base } = geometric;
    return keys(factor === 1 ? { type: "none", base } : { type: "linear", base, factor });
  }
  if (form !== null) return { ...keys(form), tensors: form.tensors };
  const yarn = ownYarn(rope, spec);
  if (yarn !== null) return keys(yarn);
  const llama = { ...rope, architecture: "llama", type: "none" } as const;
  const repackedForm = factorForm(model, llama, spec);
  if (!canRepackHeads(rope.architecture) || rope.rotatedDimensions !== rope.headDimension || repackedForm === null)
    throw refuseArchitecture(model, rope, spec);
  const { rename, set: repacked, rows } = repackHeads(model, rope.headDimension);
  const { set, drop } = keys(repackedForm, llama.architecture);
  return { rename, rows, drop, set: new Map([...repacked, ...set]), tensors: repackedForm.tensors };
}

function isInUse(model: GgufModel, form: FactorForm | null): boolean {
  return form !== null && [...form.tensors.keys()].some((name) => findTensor(model, name) !== null);
}

/** Null where llama.cpp's own YaRN computes something else. */
function ownYarn(rope: LlamaCppRope, spec: RopeSpec): KeyForm | null {
  const { scaling } = spec;
  // The multiplier sharpens attention in other places too, so it cannot just be dropped.
  if (scaling.type !== "yarn" || readsYarnLogMultiplier(rope.architecture)) return null;
  const { factor, originalLength } = scaling;
  // What it takes where no key of YaRN's says otherwise: the file's are dropped.
  const yarn = { betaFast: 32, betaSlow: 1, extensionFactor: 1, attentionFactor: 0.1 * Math.log(factor) + 1 };
  const attentionFactor = createRotaryEmbedding(spec).attentionFactor / yarn.attentionFactor;
  const own = { ...rope, type: "yarn", factor, originalLength, yarn, attentionFactor } as const;
  if (!agreesWith(spec, specOfLlamaCppRope(own, originalLength))) return null;
  return { type: "yarn", factor, originalLength, attentionFactor };
}

interface KeyForm {
  readonly type: "none" | "linear" | "longrope" | "yarn";
  readonly factor?: number;
  readonly originalLength?: number;
  /** Default m. */
  readonly attentionFactor?: number;
  /** Default the file's own. */
  readonly base?: number;
}

type KeyEdits = Required<Pick<GgufEdits, "set" | "drop">>;

/** Keys are named as the written file has them, under `architecture`. */
function keyEdits(
  { header }: GgufModel,
  rope: LlamaCppRope,
  spec: RopeSpec,
  contextLength: number,
  architecture: string,
  {
    type,
    factor,
    originalLength,
    attentionFactor = createRotaryEmbedding(spec).attentionFactor,
    base = rope.base,
  }: KeyForm,
): KeyEdits {
  const key = (name: string): string => `${architecture}.${name}`;
  const set = new Map<string, GgufValue>([
    [key("context_length"), { type: "uint32", value: contextLength }],
    [key("rope.scaling.type"), { type: "string", value: type }],
  ]);
  const setFloat = (name: string, value: number): unknown => set.set(key(name), { type: "float32", value });
  if (factor !== undefined) setFloat("rope.scaling.factor", factor);
  if (originalLength !== undefined)
    set.set(key("rope.scaling.original_context_length"), { type: "uint32", value: originalLength });
  if (Math.abs(attentionFactor - 1) > 1e-9) setFloat("rope.scaling.attn_factor", attentionFactor);
  if (base !== rope.base) setFloat("rope.freq_base", base);
  const record = recordText({ ...spec, pairLayout: rotaryLayoutOf(architecture) ?? spec.pairLayout });
  if (record !== null) {
    set.set("resonance_rope.version", { type: "uint32", value: 1 });
    set.set("resonance_rope.spec", { type: "string", value: record });
  }
  const scalingPrefix = `${rope.architecture}.rope.scaling.`;
  const old = [...header.entries.keys()].flatMap((each) => {
    if (each.startsWith(scalingPrefix)) return [key(`rope.scaling.${each.slice(scalingPrefix.length)}`)];
    if (each === `${rope.architecture}.rope.scale_linear`) return [key("rope.scale_linear")];
    return each.startsWith("resonance_rope.") ? [each] : [];
  });
  return { set, drop: new Set(old.filter((each) => !set.has(each))) };
}

function refuseArchitecture(model: GgufModel, { architecture }: LlamaCppRope, spec: RopeSpec): ResonanceError {
  if (atBothLengths(spec) !== null) {
    const hasRopeFreqs = findTensor(model, ropeFreqsName) !== null;
    return unfit(
      "a file in which llama.cpp reads long and short factors, which differ here",
      `${architecture}${hasRopeFreqs ? ` with ${ropeFreqsName}, beside which it refuses them` : ""}`,
      "give the same factors twice, those of the length in use, or export for another engine (resonance export hf)",
    );
  }
  const ignores = ropeFactorSupport(architecture) === "loads-and-ignores";
  return unfit(
    "an architecture whose graph in llama.cpp divides frequencies by factors",
    `${architecture}, ${ignores ? "which loads the factors and ignores them" : "which refuses a file with factors"}`,
    "export for another engine (resonance export hf), or take a scaling without factors: linear or another base, not Resonance",
  );
}

function unfit(expected: string, received: string, remedy?: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received, remedy });
}
