/** All sets of `size` lags from 1 ... largest, ascending within a set; sets of smaller lags come first. */
export function* lagSets(size: number, largest: number): Generator<number[], void, undefined> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let last = size; last <= largest; last++) {
    for (const others of lagSets(size - 1, last - 1)) yield [...others, last];
  }
}

/** How many sets `lagSets` gives: the binomial coefficient. */
export function lagSetCount(size: number, largest: number): number {
  let count = 1;
  for (let index = 0; index < size; index++) count = (count * (largest - index)) / (index + 1);
  return Math.round(count);
}
