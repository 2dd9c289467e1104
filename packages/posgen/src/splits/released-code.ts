/**
 * The released code's splits, for comparison only: its seeds are the sorted combinations of j + k
 * different tokens, repeated in a cycle (2380 of them for M = 17). Validation is the beginning of the
 * training file, and test the lines after it, which have come round again: with more training
 * sequences than combinations, every validation and test sequence continues a training sequence,
 * though the paper says that none does.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import { requireSplitCounts } from "./require-split-counts.js";
import type { SplitCounts, SplitSeeds } from "./split-seeds.js";

export function releasedCodeSplit(
  { seedLength, modulus }: { readonly seedLength: number; readonly modulus: number },
  counts: SplitCounts,
  where: string,
): SplitSeeds {
  requireSplitCounts(counts, where);
  if (seedLength > modulus) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `a modulus of at least j + k = ${seedLength}, for combinations of different tokens`,
      received: `${modulus}`,
      remedy: 'take the split "paper"',
    });
  }
  const { train, validation, test } = counts;
  const lines = Math.max(train + test, validation);
  const seeds = new Int32Array(lines * seedLength);
  const combination = Int32Array.from({ length: seedLength }, (_, index) => index);
  for (let line = 0; line < lines; line++) {
    seeds.set(combination, line * seedLength);
    advance(combination, modulus);
  }
  return {
    train: seeds.slice(0, train * seedLength),
    validation: seeds.slice(0, validation * seedLength),
    test: seeds.slice(train * seedLength, (train + test) * seedLength),
  };
}

/** The next combination in lexicographic order, in place; the first one after the last. */
function advance(combination: Int32Array, modulus: number): void {
  const size = combination.length;
  let index = size - 1;
  while (index >= 0 && combination[index] === modulus - size + index) index--;
  let token = index < 0 ? 0 : (combination[index] as number) + 1;
  for (let place = Math.max(index, 0); place < size; place++) combination[place] = token++;
}
