/** A plan's scaling as flags of `resonance train`. */
import type { TrainingPlan } from "@resonance-rope/contracts";

export function scalingFlags({ rope: { scaling }, trainedLength, protocol }: TrainingPlan): string[] {
  const named = `--scaling ${scaling.type}`;
  switch (scaling.type) {
    case "none":
      return [named];
    case "linear":
      return [named, `--factor ${scaling.factor}`];
    case "ntk-aware":
      return [named, `--factor ${scaling.factor}`, `--ntk-variant ${scaling.variant}`];
    case "dynamic-ntk":
      return [
        named,
        `--factor ${scaling.factor}`,
        `--dynamic-variant ${scaling.variant}`,
        `--current-length ${scaling.currentLength}`,
      ];
    case "adjusted-base":
      return [named, `--adjusted-base ${scaling.base}`];
    case "yarn":
      return [
        named,
        `--factor ${scaling.factor}`,
        // The released code's ramp has a default of its own.
        ...flag("--original-length", scaling.originalLength, protocol === "paper" ? trainedLength : null),
        ...flag("--yarn-alpha", scaling.alpha, 1),
        ...flag("--yarn-beta", scaling.beta, 2),
        ...flag("--yarn-blend", scaling.blend, "pair-index"),
        ...(scaling.truncate ? [] : ["--no-yarn-truncate"]),
        ...flag("--attention-factor", scaling.attentionFactor, null),
      ];
    case "longrope":
      return [
        named,
        "--longrope-factors factors.json",
        `--original-length ${scaling.originalLength}`,
        `--current-length ${scaling.currentLength}`,
        ...flag("--attention-factor", scaling.attentionFactor, null),
      ];
    case "llama3":
      return [
        named,
        `--factor ${scaling.factor}`,
        `--original-length ${scaling.originalLength}`,
        `--low-frequency-factor ${scaling.lowFrequencyFactor}`,
        `--high-frequency-factor ${scaling.highFrequencyFactor}`,
      ];
    case "proportional":
      return [named, `--factor ${scaling.factor}`, `--rotated-fraction ${scaling.rotatedFraction}`];
  }
}

function flag(name: string, value: number | string | null, usual: number | string | null): string[] {
  return value === usual || value === null ? [] : [`${name} ${value}`];
}
