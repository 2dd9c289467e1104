/**
 * Round numbers between the smallest and the largest of some positive values: each digit times a power
 * of ten. A range that holds fewer than three of those gets every digit from 1 to 9.
 */
export function logarithmicTicks(values: readonly number[], digits: readonly number[]): number[] {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), 0);
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    ticks.push(...digits.map((digit) => Number(`${digit}e${power}`)));
  }
  const within = ticks.filter((tick) => tick >= low && tick <= high);
  return within.length < 3 && digits.length < 9 ? logarithmicTicks(values, [1, 2, 3, 4, 5, 6, 7, 8, 9]) : within;
}
