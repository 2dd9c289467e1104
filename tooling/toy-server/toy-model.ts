/** A language model small enough to be checked by hand: its tokens are bytes, and each depends on the two before it. */

/** ln p(token | the tokens before it); letters are likelier than other bytes. */
export function toyLogProbability(before: readonly number[], token: number, seed = 0): number {
  const weights = weightsAfter(before, seed);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Math.log((weights[token] ?? 0) / total);
}

/** The likeliest next token. */
export function toyNext(before: readonly number[], seed = 0): number {
  const weights = weightsAfter(before, seed);
  return weights.indexOf(Math.max(...weights));
}

/** Of the tokens from the second on. */
export function toyScores(tokens: readonly number[], seed = 0): number[] {
  return tokens.slice(1).map((token, index) => toyLogProbability(tokens.slice(0, index + 1), token, seed));
}

export const toyTokens = (text: string): number[] => [...Buffer.from(text)];

export const toyText = (tokens: readonly number[]): string => Buffer.from(tokens).toString();

function weightsAfter(before: readonly number[], seed: number): number[] {
  const [first = 0, second = 0] = [before.at(-1), before.at(-2)];
  return Array.from({ length: 256 }, (_, token) => {
    const mixed = Math.imul(token * 7919 + first * 104_729 + second * 1_299_709 + seed + 1, 2_654_435_761) >>> 0;
    const isLetter = token >= 97 && token <= 122;
    return (isLetter ? 1 : 1e-3) * Math.exp((6 * mixed) / 2 ** 32);
  });
}
