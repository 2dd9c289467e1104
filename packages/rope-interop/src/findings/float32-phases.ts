import type { Finding } from "./finding.js";

/**
 * Engines multiply positions by float32 frequencies. The worst of the kernels that were measured (CUDA's and
 * Vulkan's pos · pow(theta_scale, j)) is off by 1.24e-7 radians a position.
 */
const RADIANS_A_POSITION = 1.24e-7;
const NOTICEABLE = 0.1;

/** @param length the longest the model is to be used at, in tokens. */
export function float32Phases(length: number): Finding[] {
  const error = RADIANS_A_POSITION * length;
  if (error < NOTICEABLE) return [];
  return [
    {
      level: "note",
      code: "float32-phase-error",
      message:
        `Engines compute angles in float32: at position ${length} phases are off by up to ${error.toPrecision(2)} ` +
        "radians, so that whole wavelengths repeat only approximately there. Plain RoPE is off by as much.",
    },
  ];
}
