/** The few things an engine can make of a model, and the arithmetic they share. */
import type { Outcome } from "./engine.js";
import type { WrittenModel, WrittenRope } from "./written-model.js";

/** An attention factor this near, relatively, is the same for every purpose: float16 resolves a thousandth. */
const SAME_MAGNITUDE = 1e-3;

export const asWritten = (detail: string | null = null): Outcome => ({ behaviour: "as-written", detail, code: null });
export const refused = (detail: string, code: string | null = null): Outcome => ({
  behaviour: "refused",
  detail,
  code,
});
export const ignored = (detail: string, code: string | null = null): Outcome => ({
  behaviour: "ignored",
  detail,
  code,
});
export const differs = (detail: string, code: string | null = null): Outcome => ({
  behaviour: "differs",
  detail,
  code,
});

/** As written if the engine's own attention factor is the wanted one. */
export function withMagnitude({ attentionFactor: wanted }: WrittenModel, computed: number, detail?: string): Outcome {
  const error = Math.abs(computed / wanted - 1);
  if (error <= SAME_MAGNITUDE) return asWritten(detail ?? null);
  return differs(
    `attention factor ${Number(computed.toPrecision(6))} instead of ${Number(wanted.toPrecision(6))}: it does not read attention_factor`,
    "attention-factor-dropped",
  );
}

/** F(M, O): LongRoPE's magnitude where `attention_factor` is not read. */
export function longropeMagnitude(length: number, originalLength: number): number {
  return length <= originalLength ? 1 : Math.sqrt(1 + Math.log(length / originalLength) / Math.log(originalLength));
}

/** YaRN's magnitude by its formula alone, 0.1 ln s + 1. */
export const yarnMagnitude = (factor: number | null): number =>
  factor === null || factor <= 1 ? 1 : 0.1 * Math.log(factor) + 1;

/** Models whose code is older than `rope_parameters`; that of later ones reads it. */
const olderThanTheSpelling = ["llama", "mistral", "mixtral", "qwen2", "qwen2_moe", "qwen3", "qwen3_moe"];

/** What is lost where an engine reads `rope_scaling` and a top-level `rope_theta` alone; null: nothing. */
export function newSpellingLost({ architecture, rope }: WrittenModel): Outcome | null {
  if (rope === null || !olderThanTheSpelling.includes(architecture)) return null;
  const { type, place, hasTopLevelBase } = rope;
  if (place === "rope_parameters" && type !== "default")
    return ignored("it reads rope_scaling and a top-level rope_theta, not rope_parameters", "new-spelling-only");
  if (hasTopLevelBase) return null;
  return differs("it takes its own default base, for there is no top-level rope_theta", "base-not-found");
}

/** The model's rope dictionary, which every config has, if only `default`. */
export function ropeOf({ rope }: WrittenModel): WrittenRope {
  if (rope === null) throw new TypeError("a GGUF has no rope dictionary");
  return rope;
}
