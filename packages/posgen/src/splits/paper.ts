/**
 * The paper's splits: seeds drawn without replacement from the M^(j+k), so that no two sequences,
 * of one split or of two, start alike.
 *
 * Disjoint seeds are not disjoint content: the audit says how much of a test sequence training holds.
 */
import { type RandomSource, ResonanceError } from "@resonance-rope/contracts";
import { windowCount } from "../window-count.js";
import { requireSplitCounts } from "./require-split-counts.js";
import type { SplitCounts, SplitSeeds } from "./split-seeds.js";

/**
 * Test is drawn first, then validation, then training: a larger training set leaves the two others
 * as they were.
 */
export function paperSplit(
  { seedLength, modulus }: { readonly seedLength: number; readonly modulus: number },
  counts: SplitCounts,
  random: RandomSource,
  where: string,
): SplitSeeds {
  const total = requireSplitCounts(counts, where);
  const space = windowCount(modulus, seedLength);
  if (total > space) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `at least ${total} different seeds for splits that do not overlap`,
      received: `M^(j+k) = ${modulus}^${seedLength} = ${space}`,
      remedy: `take fewer sequences, or a modulus of at least ${smallestModulus(total, seedLength)}`,
    });
  }
  if (space > 2 ** 53) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: "M^(j+k) of at most 2^53 seeds to draw from",
      received: `${modulus}^${seedLength}`,
      remedy: "take a smaller modulus or fewer far and near tokens",
    });
  }
  const numbers = drawWithoutReplacement(space, total, random);
  const seeds = new Int32Array(total * seedLength);
  for (let row = 0; row < total; row++) {
    let rest = numbers[row] as number;
    for (let index = seedLength - 1; index >= 0; index--) {
      const token = rest % modulus;
      seeds[row * seedLength + index] = token;
      rest = (rest - token) / modulus;
    }
  }
  const testEnd = counts.test * seedLength;
  const validationEnd = testEnd + counts.validation * seedLength;
  return {
    test: seeds.slice(0, testEnd),
    validation: seeds.slice(testEnd, validationEnd),
    train: seeds.slice(validationEnd),
  };
}

/** The first `count` numbers of a shuffled 0 ... space - 1: Fisher-Yates that stores only the places it moved. */
function drawWithoutReplacement(space: number, count: number, random: RandomSource): Float64Array {
  const moved = new Map<number, number>();
  const numbers = new Float64Array(count);
  for (let place = 0; place < count; place++) {
    const chosen = place + random.integer(space - place);
    numbers[place] = moved.get(chosen) ?? chosen;
    moved.set(chosen, moved.get(place) ?? place);
  }
  if (new Set(numbers).size !== count) throw new Error("drawWithoutReplacement drew a number twice: a bug");
  return numbers;
}

function smallestModulus(total: number, seedLength: number): number {
  let modulus = Math.max(2, Math.floor(total ** (1 / seedLength)));
  while (windowCount(modulus, seedLength) < total) modulus++;
  return modulus;
}
