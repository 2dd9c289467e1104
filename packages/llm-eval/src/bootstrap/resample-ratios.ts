/**
 * The bootstrap's one loop: items drawn with replacement, as many as there are, and the ratio of two sums over each
 * draw. A mean is the ratio whose weights are 1; a perplexity's logarithm is nats over tokens.
 *
 * Columns share their draws, so two runs over the same items stay paired. A plain function that blocks: give it to a
 * worker where that matters.
 */
import { type RandomSource, ResonanceError } from "@resonance-rope/contracts";

export interface RatioColumn {
  /** What each item adds to the numerator, and to the denominator. */
  readonly sums: Float64Array;
  readonly weights: Float64Array;
}

export interface ResampleOptions {
  /** Default 10 000: the ends of a 95 % interval then rest on 250 draws each. */
  readonly resamples?: number;
  /** Only seeds are drawn from it. */
  readonly random: RandomSource;
  /** Called a hundred times at most; an error that it throws ends the work. */
  readonly onProgress?: (done: number, resamples: number) => void;
  /** Looked at before each call of `onProgress`. */
  readonly signal?: AbortSignal;
}

/** For each column, the ratio in every resample. */
export function resampleRatios(columns: readonly RatioColumn[], options: ResampleOptions): Float64Array[] {
  const { resamples = 10_000, random, onProgress, signal } = options;
  const items = requireColumns(columns, resamples);
  const ratios = columns.map(() => new Float64Array(resamples));
  const drawn = new Uint32Array(items);
  const step = Math.ceil(resamples / 100);
  // sfc32, whose 32 bits scaled to the number of items favour none by more than items / 2^32.
  let [a, b, c, counter] = [seed(random), seed(random), seed(random), 1];
  const scale = items / 2 ** 32;
  for (let resample = 0; resample < resamples; resample++) {
    if (resample % step === 0) {
      signal?.throwIfAborted();
      onProgress?.(resample, resamples);
    }
    drawn.fill(0);
    for (let item = 0; item < items; item++) {
      const output = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + output) | 0;
      (drawn[((output >>> 0) * scale) | 0] as number)++;
    }
    for (let column = 0; column < columns.length; column++) {
      (ratios[column] as Float64Array)[resample] = ratioOf(columns[column] as RatioColumn, drawn);
    }
  }
  onProgress?.(resamples, resamples);
  return ratios;
}

function ratioOf({ sums, weights }: RatioColumn, drawn: Uint32Array): number {
  let sum = 0;
  let weight = 0;
  for (let item = 0; item < drawn.length; item++) {
    const times = drawn[item] as number;
    sum += times * (sums[item] as number);
    weight += times * (weights[item] as number);
  }
  return sum / weight;
}

function seed(random: RandomSource): number {
  return (random.uniform() * 2 ** 32) | 0;
}

function requireColumns(columns: readonly RatioColumn[], resamples: number): number {
  const items = columns[0]?.sums.length ?? 0;
  const refuse = (expected: string, received: string): never => {
    throw new ResonanceError({ kind: "invalid-argument", where: "resampleRatios", expected, received });
  };
  if (!Number.isSafeInteger(resamples) || resamples < 1 || resamples > 1e7) {
    return refuse("a number of resamples from 1 to 10 000 000", String(resamples));
  }
  if (items === 0 || items >= 2 ** 31) return refuse("at least one item, and fewer than 2^31", String(items));
  for (const { sums, weights } of columns) {
    if (sums.length !== items || weights.length !== items) {
      return refuse(`${items} sums and weights in every column`, `${sums.length} and ${weights.length}`);
    }
    if (!weights.every((weight) => weight > 0)) return refuse("weights above 0", "one that is not");
    if (!sums.every(Number.isFinite)) return refuse("finite sums", "one that is not");
  }
  return items;
}
