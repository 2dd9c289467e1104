/** The few things an engine can make of a model, and the arithmetic they share. */
import type { Outcome } from "./engine.js";
import type { WrittenModel, WrittenRope } from "./written-model.js";

/** An attention factor this near, relatively, is the same for every purpose: float16 resolves a thousandth. */
const SAME_MAGNITUDE = 1e-3;

export const asWritten = (detail: string | null = null): Outcome => ({ behaviour: "as-written", detail });
export const refused = (detail: string): Outcome => ({ behaviour: "refused", detail });
export const ignored = (detail: string): Outcome => ({ behaviour: "ignored", detail });
export const differs = (detail: string): Outcome => ({ behaviour: "differs", detail });

/** As written if the engine's own attention factor is the wanted one. */
export function withMagnitude({ attentionFactor: wanted }: WrittenModel, computed: number, detail?: string): Outcome {
  const error = Math.abs(computed / wanted - 1);
  if (error <= SAME_MAGNITUDE) return asWritten(detail ?? null);
  return differs(
    `attention factor ${Number(computed.toPrecision(6))} instead of ${Number(wanted.toPrecision(6))}: it does not read attention_factor`,
  );
}

/** F(M, O): LongRoPE's magnitude where `attention_factor` is not read. */
export function longropeMagnitude(length: number, originalLength: number): number {
  return length <= originalLength ? 1 : Math.sqrt(1 + Math.log(length / originalLength) / Math.log(originalLength));
}

/** YaRN's magnitude by its formula alone, 0.1 ln s + 1. */
export const yarnMagnitude = (factor: number | null): number =>
  factor === null || factor <= 1 ? 1 : 0.1 * Math.log(factor) + 1;

/** What engines that read `rope_scaling` and a top-level `rope_theta` alone make of the newer spelling; null where nothing is lost. */
export function newSpellingLost({ place, hasTopLevelBase }: WrittenRope): Outcome | null {
  if (place === "rope_parameters")
    return ignored("it reads rope_scaling and a top-level rope_theta only: export without --schema rope-parameters");
  return hasTopLevelBase ? null : differs("it takes its own default base, for there is no top-level rope_theta");
}

/** The model's rope dictionary, which every config has, if only `default`. */
export function ropeOf({ rope }: WrittenModel): WrittenRope {
  if (rope === null) throw new TypeError("a GGUF has no rope dictionary");
  return rope;
}
