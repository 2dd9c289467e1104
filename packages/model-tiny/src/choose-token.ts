import { type RandomSource, ResonanceError } from "@resonance-rope/contracts";

/**
 * A token id by its logits: the likeliest at temperature 0, else one drawn from softmax(logits / temperature).
 * @param logits V @param random needed above 0
 */
export function chooseToken(logits: Float32Array, temperature: number, random?: RandomSource): number {
  const largest = logits.reduce((best, logit) => Math.max(best, logit), -Infinity);
  if (!Number.isFinite(largest) || logits.some(Number.isNaN)) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "chooseToken",
      expected: "finite logits",
      received: "some that are not: the weights have diverged",
    });
  }
  if (temperature === 0) return logits.indexOf(largest);
  requireRandom(temperature, random);
  const shares = Float64Array.from(logits, (logit) => Math.exp((logit - largest) / temperature));
  const sum = shares.reduce((total, share) => total + share, 0);
  let left = (random as RandomSource).uniform() * sum;
  const drawn = shares.findIndex((share) => (left -= share) < 0);
  return drawn === -1 ? logits.indexOf(largest) : drawn;
}

export function requireRandom(temperature: number, random: RandomSource | undefined): void {
  if (temperature === 0 || (temperature > 0 && random !== undefined)) return;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "chooseToken",
    expected: "a temperature of 0, or above 0 with a random source",
    received: `temperature ${temperature}, ${random === undefined ? "no" : "a"} random source`,
  });
}
