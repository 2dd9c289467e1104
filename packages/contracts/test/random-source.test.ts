import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RandomSource, randomSource } from "../src/index.js";

const draw = (source: RandomSource, count: number): number[] => Array.from({ length: count }, () => source.uniform());
const labels = fc.array(fc.string({ maxLength: 8 }), { maxLength: 4 });
const forked = (seed: number, path: readonly string[]): RandomSource =>
  path.reduce((source, label) => source.fork(label), randomSource(seed));

describe("a random source", () => {
  it("gives the same numbers for ever", () => {
    // pure-rand 8.4.2, xoroshiro128plusFromState of "seed 0 -> data -> train", whose state is a hash of that name
    const train = randomSource(0).fork("data").fork("train");
    expect(Array.from({ length: 5 }, () => train.integer(17))).toEqual([14, 1, 7, 3, 1]);
    expect(train.uniform()).toBe(0.2737990661134385);
    expect(train.normal()).toBeCloseTo(-0.42967787082890807, 15);
    expect([...train.permutation(6)]).toEqual([5, 1, 2, 3, 0, 4]);
    // The same of "seed 0".
    expect(randomSource(0).integer(17)).toBe(11);
  });

  it("is its name: equal seeds and labels give equal numbers, others do not", () => {
    fc.assert(
      fc.property(fc.nat(), labels, fc.nat(), labels, (seed, path, otherSeed, otherPath) => {
        const numbers = draw(forked(seed, path), 4);
        expect(draw(forked(seed, path), 4)).toEqual(numbers);
        const isSame = seed === otherSeed && JSON.stringify(path) === JSON.stringify(otherPath);
        expect(JSON.stringify(draw(forked(otherSeed, otherPath), 4)) === JSON.stringify(numbers)).toBe(isSame);
      }),
    );
  });

  it("is moved neither by its forks nor by how far its parent has come", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(50), fc.nat(50), (seed, drawnBefore, drawnFromFork) => {
        const [alone, used] = [randomSource(seed), randomSource(seed)];
        draw(used, drawnBefore);
        const fork = used.fork("a");
        draw(fork, drawnFromFork);
        draw(alone, drawnBefore);
        expect(used.uniform()).toBe(alone.uniform());
        expect(draw(used.fork("a"), 3)).toEqual(draw(randomSource(seed).fork("a"), 3));
      }),
    );
  });

  it("has forks that do not go with each other", () => {
    const [left, right] = [randomSource(1).fork("left"), randomSource(1).fork("right")];
    const pairs = Array.from({ length: 10_000 }, () => [left.normal(), right.normal()] as const);
    const correlation = pairs.reduce((sum, [a, b]) => sum + a * b, 0) / pairs.length;
    // Four standard errors of 1 / sqrt(10000).
    expect(Math.abs(correlation)).toBeLessThan(0.04);
  });

  it("draws whole numbers below the bound, each as often as the others", () => {
    const counts = new Map<number, number>();
    const source = randomSource(2);
    for (let drawn = 0; drawn < 17_000; drawn++) {
      const number = source.integer(17);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(counts.size).toBe(17);
    // 16 degrees of freedom: above 39.3 once in a thousand seeds.
    expect(chiSquared).toBeLessThan(39.3);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed, bound) => {
        const drawn = randomSource(seed).integer(bound);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < bound).toBe(true);
      }),
    );
  });

  it("draws uniform numbers of [0, 1) with mean 1 / 2 and variance 1 / 12, normal ones with 0 and 1", () => {
    const source = randomSource(3);
    const { mean, variance } = moments(Array.from({ length: 100_000 }, () => source.uniform()));
    // Four standard errors: 1 / sqrt(12 n), and sqrt(1 / 180 n).
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 / Math.sqrt(12 * 100_000));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 / Math.sqrt(180 * 100_000));
    const normal = moments(Array.from({ length: 100_000 }, () => source.normal()));
    expect(Math.abs(normal.mean)).toBeLessThan(4 / Math.sqrt(100_000));
    expect(Math.abs(normal.variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 100_000));
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const drawn = randomSource(seed);
        expect(draw(drawn, 50).every((value) => value >= 0 && value < 1)).toBe(true);
        expect(Array.from({ length: 50 }, () => drawn.normal()).every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it("orders each of 0 ... length - 1 once, every order as likely", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(200), (seed, length) => {
        const order = randomSource(seed).permutation(length);
        expect(order.toSorted()).toEqual(Int32Array.from({ length }, (_, index) => index));
      }),
    );
    const counts = new Map<string, number>();
    const source = randomSource(4);
    for (let drawn = 0; drawn < 6000; drawn++) {
      const order = source.permutation(3).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(counts.size).toBe(6);
    // 5 degrees of freedom: above 20.5 once in a thousand seeds.
    expect(chiSquared).toBeLessThan(20.5);
  });
});

function moments(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}
