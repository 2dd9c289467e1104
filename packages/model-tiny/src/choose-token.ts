import { type RandomSource, ResonanceError } from "@resonance-rope/contracts";

export interface TokenChoice {
  /** 0, the default, takes the likeliest token; 1 samples from the model's own distribution. */
  readonly temperature?: number;
  /** Only the likeliest tokens that together have this share are drawn from; default 1, all. */
  readonly topP?: number;
  /** Needed for a temperature above 0. */
  readonly random?: RandomSource;
}

/** A token id by its logits: the likeliest at temperature 0, else one drawn from softmax(logits / temperature). */
export function chooseToken(logits: Float32Array, choice: TokenChoice = {}): number {
  const largest = logits.reduce((best, logit) => Math.max(best, logit), -Infinity);
  if (!Number.isFinite(largest) || logits.some(Number.isNaN)) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "chooseToken",
      expected: "finite logits",
      received: "some that are not: the weights have diverged",
    });
  }
  requireChoice(choice);
  const { temperature = 0, topP = 1, random } = choice;
  if (temperature === 0) return logits.indexOf(largest);
  const shares = Float64Array.from(logits, (logit) => Math.exp((logit - largest) / temperature));
  const sum = shares.reduce((total, share) => total + share, 0);
  const ids = topP < 1 ? likeliest(shares, topP * sum) : shares.keys();
  const kept = [...ids];
  const total = topP < 1 ? kept.reduce((partial, id) => partial + (shares[id] as number), 0) : sum;
  let left = (random as RandomSource).uniform() * total;
  const drawn = kept.find((id) => (left -= shares[id] as number) < 0);
  return drawn ?? logits.indexOf(largest);
}

/** As few as reach a sum. */
function likeliest(shares: Float64Array, sum: number): number[] {
  const ids = [...shares.keys()].toSorted((a, b) => (shares[b] as number) - (shares[a] as number));
  let left = sum;
  const enough = ids.findIndex((id) => (left -= shares[id] as number) <= 0);
  return enough === -1 ? ids : ids.slice(0, enough + 1);
}

export function requireChoice({ temperature = 0, topP = 1, random }: TokenChoice): void {
  const isDrawn = temperature > 0 && random !== undefined;
  if ((temperature === 0 || isDrawn) && topP > 0 && topP <= 1) return;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "chooseToken",
    expected: "a temperature of 0, or above 0 with a random source; and topP above 0, up to 1",
    received: `temperature ${temperature}, ${random === undefined ? "no" : "a"} random source, topP ${topP}`,
  });
}
