/**
 * Python's `round(value, 4)`. `toFixed` rounds the exact binary value just so, but takes ties up, where Python takes
 * them to the even digit; a float64 can tie at four decimals only as an odd number of 32nds.
 */
export function roundFourDecimals(value: number): number {
  const thirtySeconds = value * 32;
  if (Number.isInteger(thirtySeconds) && thirtySeconds % 2 !== 0) {
    const below = Math.floor(value * 1e4);
    return (below % 2 === 0 ? below : below + 1) / 1e4;
  }
  return Number(value.toFixed(4));
}
