import { randomSource } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type SequenceSet, batchRows, stepsPerEpoch } from "../src/index.js";

/** Rows of one token, each its own number. */
const numbered = (count: number): SequenceSet => ({
  tokens: Int32Array.from({ length: count }, (_, row) => row),
  count,
  length: 1,
  seedLength: 1,
});

test("the paper's 10000 sequences in batches of 128 make 79 steps an epoch, 11850 in 150", () => {
  expect(stepsPerEpoch(10_000, 128)).toBe(79);
  expect(150 * stepsPerEpoch(10_000, 128)).toBe(11_850);
});

test("every batch has B rows, and every epoch holds every row, in an order of its own", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 60 }),
      fc.nat(9),
      (count, batchSize, seed) => {
        const random = randomSource(seed);
        const steps = stepsPerEpoch(count, batchSize);
        const epoch = (number: number): number[] =>
          Array.from({ length: steps }, (_, step) =>
            Array.from(batchRows(numbered(count), { batchSize, random, step: number * steps + step })),
          ).flat();
        for (const rows of [epoch(0), epoch(7)]) {
          expect(rows).toHaveLength(steps * batchSize);
          expect(new Set(rows.slice(0, count)).size).toBe(count);
        }
        if (count > 20) expect(epoch(0)).not.toEqual(epoch(1));
      },
    ),
  );
});

test("no row comes twice in a batch that is no larger than the set", () => {
  const rows = batchRows(numbered(10), { batchSize: 8, random: randomSource(0), step: 1 });
  expect(new Set(rows).size).toBe(8);
});

test("a step has the same rows whether or not others were taken before it", () => {
  const random = randomSource(3);
  const later = batchRows(numbered(100), { batchSize: 8, random, step: 30 });
  for (let step = 0; step < 30; step++) batchRows(numbered(100), { batchSize: 8, random, step });
  expect(batchRows(numbered(100), { batchSize: 8, random: randomSource(3), step: 30 })).toEqual(later);
});

test("rows are whole sequences", () => {
  const set: SequenceSet = { tokens: Int32Array.of(1, 2, 3, 10, 20, 30), count: 2, length: 3, seedLength: 1 };
  const rows = Array.from(batchRows(set, { batchSize: 2, random: randomSource(0), step: 0 }));
  expect([rows.slice(0, 3), rows.slice(3)].toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual([
    [1, 2, 3],
    [10, 20, 30],
  ]);
});
