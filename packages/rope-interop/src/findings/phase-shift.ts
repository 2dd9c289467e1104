import { createRotaryEmbedding, phaseError, type RopeSpec } from "@resonance-rope/rope-core";
import type { Finding } from "./finding.js";

/** Radians within the trained length below which a moved wavelength is not worth a word. */
const NOTICEABLE = 0.1;

/**
 * Chosen wavelengths turn a pair further or less far than the model learned, more so with every position:
 * LLaMA2's by up to 193 radians at the end of its own 4096 tokens.
 */
export function phaseShift(spec: RopeSpec): Finding[] {
  if (spec.wavelengths === "as-scaled") return [];
  const learned = createRotaryEmbedding({ ...spec, wavelengths: "as-scaled" });
  const shifts = phaseError(learned, createRotaryEmbedding(spec), spec.trainedLength);
  const largest = Math.max(...shifts);
  if (largest < NOTICEABLE) return [];
  const beyondHalfTurn = shifts.filter((shift) => shift > Math.PI).length;
  return [
    {
      level: "warning",
      code: "phases-shifted",
      message:
        `The chosen wavelengths shift phases by up to ${largest.toPrecision(3)} radians within the trained ` +
        `${spec.trainedLength} tokens, ${beyondHalfTurn} of ${shifts.length} pairs by more than half a turn. ` +
        "Fine-tune the model with them, or take --wavelengths best-rational, which hardly moves them.",
    },
  ];
}
