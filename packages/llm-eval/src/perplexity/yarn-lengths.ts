/** YaRN's list of lengths: every `step` tokens, or doubling where no step is given, both ends as far as they fit. */
import { ResonanceError } from "@resonance-rope/contracts";

export function yarnLengths(minimum: number, maximum: number, step?: number): number[] {
  if (![minimum, maximum, step ?? 1].every((value) => Number.isSafeInteger(value) && value >= 1)) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "yarnLengths",
      expected: "whole numbers of at least 1",
      received: [minimum, maximum, step].join(", "),
    });
  }
  const lengths = [];
  for (let length = minimum; length <= maximum; length = step === undefined ? 2 * length : length + step) {
    lengths.push(length);
  }
  return step === undefined && lengths.length === 0 ? [minimum] : lengths;
}
