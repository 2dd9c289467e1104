/**
 * The keys and tensors that set llama.cpp's rotation, with its defaults where a file says nothing
 * (`load_hparams` of src/llama-model.cpp and the constructor of src/llama-context.cpp, v0.5.0).
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { LlamaCppRope, YarnConstants } from "./llama-cpp-frequencies.js";
import { type GgufMetadata, metadataOf } from "./metadata-of.js";
import type { GgufModel } from "./read-gguf-model.js";
import { longFactorsName, readRopeFactors, ropeFreqsName, shortFactorsName } from "./read-rope-factors.js";
import { longropeFactorSupport, ropeFactorSupport } from "./rope-factor-support.js";
import { rotaryLayoutOf } from "./rotary-layout-of.js";

const where = "readLlamaCppRope";
const scalingTypes = ["none", "linear", "yarn", "longrope"] as const;

/** Whose sliding layers have base 10000 where the file does not say. */
const slidingBase10000 = new Set(["gemma3", "gemma3n", "gemma-embedding", "laguna"]);
/** Whose sliding layers are not scaled with the others. */
const slidingUnscaled = new Set([...slidingBase10000, "gemma4", "gemma4-assistant", "mellum"]);
/** Who reads `yarn_log_multiplier`, and what its converter multiplied the config's `mscale_all_dim` by. */
const yarnLogMultiplierUnits = new Map([
  ["deepseek2", 0.1],
  ["deepseek32", 0.1],
  ["mistral4", 0.1],
  ["mistral3", 1],
]);
const mostRotatedDimensions = 8192;
const readsYarnBetas = new Set(["grok", "mistral3"]);

export async function readLlamaCppRope(model: GgufModel): Promise<LlamaCppRope> {
  const { header } = model;
  const metadata = metadataOf(header, where);
  const refuse = (expected: string, received: string): ResonanceError =>
    new ResonanceError({ kind: "invalid-file", where, expected, received: `${received} in ${header.name}` });
  const require = <T>(value: T | null, what: string): T => {
    if (value === null) throw refuse(what, "none");
    return value;
  };
  const architecture = require(metadata.text("general.architecture"), "general.architecture");
  const pairLayout = rotaryLayoutOf(architecture);
  if (pairLayout === null) throw refuse("an architecture with rotary positions", architecture);
  const key = (name: string): string => `${architecture}.${name}`;
  /** Factors of a file without any. The bound keeps a claim from taking memory. */
  const requireOnes = (rotated: number): readonly number[] => {
    if (rotated < 2 || rotated > mostRotatedDimensions || rotated % 2 === 1)
      throw refuse(`an even count of rotated dimensions, 2 to ${mostRotatedDimensions}`, `${rotated}`);
    return Array.from({ length: rotated / 2 }, () => 1);
  };

  const typeName = metadata.text(key("rope.scaling.type")) ?? "linear";
  const type = require(scalingTypes.find((each) => each === typeName) ??
    null, `${key("rope.scaling.type")} to be ${scalingTypes.join(", ")}`);
  const contextLength = require(metadata.whole(key("context_length")), key("context_length"));
  const originalLength = metadata.whole(key("rope.scaling.original_context_length")) ?? contextLength;
  const factor = metadata.number(key("rope.scaling.factor")) ?? metadata.number(key("rope.scale_linear")) ?? 0;
  const headDimension = require(headDimensionOf(
    metadata,
    key,
  ), `${key("attention.key_length")} or the sizes it follows from`);
  const rotatedDimensions = metadata.whole(key("rope.dimension_count")) ?? headDimension;
  const base = metadata.number(key("rope.freq_base")) ?? 10_000;
  const ones = requireOnes(rotatedDimensions);
  const rope: LlamaCppRope = {
    architecture,
    headDimension,
    rotatedDimensions,
    base,
    contextLength,
    trainedLength: type === "yarn" ? originalLength : contextLength,
    originalLength,
    pairLayout,
    type,
    // A factor of 0 is llama.cpp's "none".
    factor: factor === 0 ? 1 : factor,
    attentionFactor: metadata.number(key("rope.scaling.attn_factor")) ?? 1,
    yarn: yarnConstants(metadata, key, architecture, factor || 1),
    shortFactors: ones,
    longFactors: ones,
    sliding: null,
  };
  const sliding = slidingRope(metadata, key, rope, requireOnes);
  return { ...rope, ...(await factorsOf(model, rope)), sliding };
}

function headDimensionOf(metadata: GgufMetadata, key: (name: string) => string): number | null {
  const own = metadata.whole(key("attention.key_length"));
  if (own !== null) return own;
  const width = metadata.whole(key("embedding_length"));
  const heads = metadata.whole(key("attention.head_count"));
  return width === null || heads === null || heads === 0 ? null : Math.floor(width / heads);
}

function yarnConstants(
  metadata: GgufMetadata,
  key: (name: string) => string,
  architecture: string,
  factor: number,
): YarnConstants {
  const read = (name: string, isRead: boolean): number | null => (isRead ? metadata.number(key(name)) : null);
  const magnitude = (k: number): number => (factor <= 1 ? 1 : 0.1 * k * Math.log(factor) + 1);
  const unit = yarnLogMultiplierUnits.get(architecture);
  const logMultiplier = (read("rope.scaling.yarn_log_multiplier", unit !== undefined) ?? 0) / (unit ?? 1);
  // deepseek2 takes the file's multiplier for both, which cancels.
  const numerator = architecture === "deepseek2" && logMultiplier !== 0 ? logMultiplier : 1;
  return {
    betaFast: read("rope.scaling.yarn_beta_fast", readsYarnBetas.has(architecture)) ?? 32,
    betaSlow: read("rope.scaling.yarn_beta_slow", readsYarnBetas.has(architecture)) ?? 1,
    extensionFactor: read("rope.scaling.yarn_ext_factor", architecture === "grok") ?? 1,
    attentionFactor: magnitude(numerator) / (logMultiplier === 0 ? 1 : magnitude(logMultiplier)),
  };
}

function slidingRope(
  metadata: GgufMetadata,
  key: (name: string) => string,
  rope: LlamaCppRope,
  requireOnes: (rotatedDimensions: number) => readonly number[],
): LlamaCppRope | null {
  const { architecture } = rope;
  const usual = slidingBase10000.has(architecture) ? 10_000 : null;
  const base = metadata.number(key("rope.freq_base_swa")) ?? usual;
  if (base === null) return null;
  const headDimension = metadata.whole(key("attention.key_length_swa")) ?? rope.headDimension;
  const rotatedDimensions = metadata.whole(key("rope.dimension_count_swa")) ?? rope.rotatedDimensions;
  const ones = requireOnes(rotatedDimensions);
  const factors = { shortFactors: ones, longFactors: ones };
  const scaling = slidingUnscaled.has(architecture)
    ? ({ type: "none", trainedLength: rope.contextLength } as const)
    : {};
  return { ...rope, ...factors, ...scaling, base, headDimension, rotatedDimensions };
}

export function readsYarnLogMultiplier(architecture: string): boolean {
  return yarnLogMultiplierUnits.has(architecture);
}

/** Where an architecture can read both, scaling longrope reads long and short and every other rope_freqs. */
export function readsLongAndShort(architecture: string, type: LlamaCppRope["type"]): boolean {
  return (
    longropeFactorSupport(architecture) === "uses" &&
    (type === "longrope" || ropeFactorSupport(architecture) !== "uses")
  );
}

async function factorsOf(
  model: GgufModel,
  { architecture, type, rotatedDimensions, shortFactors: ones }: LlamaCppRope,
): Promise<Pick<LlamaCppRope, "shortFactors" | "longFactors">> {
  const read = async (name: string): Promise<readonly number[]> =>
    (await readRopeFactors(model, name, rotatedDimensions / 2)) ?? ones;
  if (readsLongAndShort(architecture, type))
    return { shortFactors: await read(shortFactorsName), longFactors: await read(longFactorsName) };
  const factors = ropeFactorSupport(architecture) === "uses" ? await read(ropeFreqsName) : ones;
  return { shortFactors: factors, longFactors: factors };
}
