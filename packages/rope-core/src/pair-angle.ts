import type { RotaryEmbedding } from "./rope-spec.js";

/**
 * The angle of pair j at whole position m, in radians. Where the pair repeats after p tokens, having
 * turned q times, it is 2 pi · (m q mod p) / p: whole-number arithmetic, so that m and m + p give the
 * very same float. Elsewhere it is m · theta_j.
 */
export function pairAngle(
  { angularFrequencies, wavelengthsTokens, periodsTokens }: RotaryEmbedding,
  pair: number,
  position: number,
): number {
  const period = periodsTokens[pair] as number;
  if (period === Infinity) return position * (angularFrequencies[pair] as number);
  // q of a wavelength p / q, reduced mod p: whole turns within a token rotate nothing at whole positions.
  const turns = Math.round(period / (wavelengthsTokens[pair] as number)) % period;
  return (2 * Math.PI * residue(position, period, turns)) / period;
}

function residue(position: number, period: number, turns: number): number {
  const remainder = ((position % period) * turns) % period;
  // A negative position leaves a negative remainder, or -0: neither may tell it from its equal above 0.
  return remainder < 0 ? remainder + period : remainder + 0;
}
