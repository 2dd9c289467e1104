/** What an engine answers is believed only if it can be right: as many as asked for, each the logarithm of a share. */
import { ResonanceError } from "@resonance-rope/contracts";

/** Float32 sums of exponentials end this far above 0 at most. */
const roundingNats = 1e-3;

/** vLLM and SGLang have no -Infinity in JSON and write this instead: a token that the model holds impossible. */
const standInForInfinity = -9999;

/** @param where the engine, for the message. */
export function checkLogProbabilities(
  values: readonly (number | null)[],
  count: number,
  where: string,
): readonly number[] {
  if (values.length !== count) throw wrong(where, `${count} log-probabilities`, String(values.length));
  return values.map((value, index) => {
    if (value === null || !Number.isFinite(value) || value <= standInForInfinity || value > roundingNats)
      throw wrong(where, "finite log-probabilities, at most 0", `${value} at place ${index} of ${count}`);
    return value;
  });
}

const wrong = (where: string, expected: string, received: string): ResonanceError =>
  new ResonanceError({
    kind: "unavailable",
    where,
    expected,
    received,
    remedy: "nothing was scored with it; what was answered before is kept",
  });
