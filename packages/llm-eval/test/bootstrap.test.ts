import { type EvaluationReport, randomSource } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { metricsOfItems } from "../src/bootstrap/metrics-of-items.js";
import { percentileInterval } from "../src/bootstrap/percentile-interval.js";
import { type RatioColumn, resampleRatios } from "../src/bootstrap/resample-ratios.js";
import { compareReports } from "../src/compare.js";
import { refused } from "./refused.js";

const means = (values: readonly number[]): RatioColumn => ({
  sums: Float64Array.from(values),
  weights: new Float64Array(values.length).fill(1),
});
const resampledMeans = (values: readonly number[], resamples: number, seed = 0): Float64Array =>
  resampleRatios([means(values)], { resamples, random: randomSource(seed) })[0] ?? new Float64Array();

test("the means of all draws of two, three and four items come as often as they should", () => {
  for (const values of [
    [0, 1],
    [0, 1, 10],
    [0, 1, 10, 100],
  ]) {
    const { length } = values;
    const expected = new Map<number, number>();
    for (let draw = 0; draw < length ** length; draw++) {
      const drawn = Array.from({ length }, (_, place) => values[Math.floor(draw / length ** place) % length] ?? 0);
      const mean = drawn.reduce((sum, value) => sum + value, 0) / length;
      expected.set(mean, (expected.get(mean) ?? 0) + 1 / length ** length);
    }
    const resamples = 200_000;
    const counts = new Map<number, number>();
    for (const mean of resampledMeans(values, resamples)) counts.set(mean, (counts.get(mean) ?? 0) + 1);
    expect([...counts.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
    const chiSquare = [...expected].reduce(
      (sum, [mean, share]) => sum + ((counts.get(mean) ?? 0) - share * resamples) ** 2 / (share * resamples),
      0,
    );
    // Four standard deviations above its mean, degrees of freedom.
    const freedom = expected.size - 1;
    expect(chiSquare).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
  }
});

test("a mean's interval is the normal one where there are many items", () => {
  const random = randomSource(5);
  const values = Array.from({ length: 2000 }, () => random.normal());
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const [low, high] = percentileInterval(resampledMeans(values, 10_000));
  const half = (1.959963984540054 * deviation) / Math.sqrt(values.length);
  expect(Math.abs(low - (mean - half))).toBeLessThan(0.05 * half);
  expect(Math.abs(high - (mean + half))).toBeLessThan(0.05 * half);
});

test("95 % intervals hold the true mean about that often", () => {
  const random = randomSource(6);
  let held = 0;
  for (let run = 0; run < 400; run++) {
    const values = Array.from({ length: 60 }, () => random.uniform());
    const [low, high] = percentileInterval(resampledMeans(values, 400, run));
    if (low <= 0.5 && 0.5 <= high) held++;
  }
  // Binomial with 400 trials: 380 of them, give or take 4.4; a percentile interval of 60 items is a little narrow.
  expect(held).toBeGreaterThan(380 - 5 * 4.4);
  expect(held).toBeLessThanOrEqual(380 + 3 * 4.4);
});

test("quantiles are numpy's", () => {
  // numpy.percentile([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [2.5, 97.5]), numpy 2: [1., 8.25]
  expect(percentileInterval(Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5))).toEqual([1, 8.25]);
  expect(percentileInterval(Float64Array.of(7))).toEqual([7, 7]);
});

test("the same seed gives the same resamples, and columns share their draws", () => {
  const values = [1, 5, 2, 8, 3];
  expect(resampledMeans(values, 100, 3)).toEqual(resampledMeans(values, 100, 3));
  expect(resampledMeans(values, 100, 3)).not.toEqual(resampledMeans(values, 100, 4));
  const [one, doubled] = resampleRatios([means(values), means(values.map((value) => 2 * value))], {
    resamples: 100,
    random: randomSource(0),
  });
  expect(doubled).toEqual(one?.map((mean) => 2 * mean));
});

test("progress reaches the end, and a signal ends the work", () => {
  const seen: number[] = [];
  resampleRatios([means([1, 2])], { resamples: 1000, random: randomSource(0), onProgress: (done) => seen.push(done) });
  expect([seen.length, seen[0], seen.at(-1)]).toEqual([101, 0, 1000]);
  const controller = new AbortController();
  const stop = (done: number): void => {
    if (done >= 500) controller.abort(new Error("enough"));
  };
  const options = { resamples: 1000, random: randomSource(0), onProgress: stop, signal: controller.signal };
  expect(() => resampleRatios([means([1, 2])], options)).toThrow("enough");
});

test.each([
  ["no items", [means([])], 10],
  ["no resamples", [means([1])], 0],
  ["columns of different lengths", [means([1]), means([1, 2])], 10],
  ["an infinite sum", [means([Infinity])], 10],
  ["a weight of 0", [{ sums: Float64Array.of(1), weights: Float64Array.of(0) }], 10],
])("%s is refused", (_, columns, resamples) => {
  expect(refused(() => resampleRatios(columns, { resamples, random: randomSource(0) })).kind).toBe("invalid-argument");
});

test("a metric is of the items that speak of it", () => {
  const items = [
    { item: "a", values: { score: [1, 1] } },
    { item: "b", values: { score: [0, 1], perplexity: [6, 3] } },
  ] as const;
  const metrics = metricsOfItems(items);
  expect(metrics["score"]?.value).toBe(0.5);
  expect(metrics["perplexity"]).toEqual({ value: Math.exp(2), low: null, high: null });
});

const report = (
  model: string,
  values: readonly number[],
  protocol: EvaluationReport["protocol"] = {},
): EvaluationReport => ({
  version: 1,
  evaluation: "perplexity",
  model: { name: model, fingerprint: model },
  protocol,
  metrics: {},
  rows: [],
  items: values.map((value, index) => ({ item: `document ${index}`, values: { perplexity: [value, 1] } })),
});

test("what makes an item hard for both models cancels in a comparison", () => {
  const random = randomSource(1);
  const hardness = Array.from({ length: 40 }, () => 3 * random.uniform());
  const better = hardness.map((nats) => nats - 0.01 + 0.002 * random.normal());
  const { metrics, unpaired } = compareReports(report("a", hardness), report("b", better));
  const { difference, sameSign, items } = metrics["perplexity"] ?? {};
  expect(difference?.high).toBeLessThan(0);
  expect(difference?.value).toBeLessThan(0);
  expect([sameSign, items, unpaired]).toEqual([1, 40, { first: 0, second: 0 }]);
  const [alone = null] = [metricsOfItems(report("b", better).items)["perplexity"]];
  expect((alone?.high ?? 0) - (alone?.low ?? 0)).toBeGreaterThan(
    10 * ((difference?.high ?? 0) - (difference?.low ?? 0)),
  );
});

test("turned around, a comparison changes its sign; with itself it has none", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.float({ min: 0, max: 5, noNaN: true }), fc.float({ min: 0, max: 5, noNaN: true })), {
        minLength: 2,
        maxLength: 12,
      }),
      (pairs) => {
        const [a, b] = [
          report(
            "a",
            pairs.map(([one]) => one),
          ),
          report(
            "b",
            pairs.map(([, other]) => other),
          ),
        ];
        const [there, back] = [compareReports(a, b, { resamples: 50 }), compareReports(b, a, { resamples: 50 })];
        const [one, other] = [there.metrics["perplexity"], back.metrics["perplexity"]];
        expect(one?.difference.value).toBeCloseTo(-(other?.difference.value ?? 0), 12);
        expect(one?.difference.low).toBeCloseTo(-(other?.difference.high ?? 0), 9);
        expect(one?.sameSign).toBe(other?.sameSign);
        const self = compareReports(a, a, { resamples: 50 }).metrics["perplexity"];
        expect(self).toMatchObject({ difference: { value: 0, low: 0, high: 0 }, sameSign: null });
      },
    ),
    { numRuns: 50 },
  );
});

test("items of one report alone are left out and counted", () => {
  const { metrics, unpaired } = compareReports(report("a", [1, 2, 3, 4]), report("b", [1, 2, 3]));
  expect(metrics["perplexity"]?.first).toBeCloseTo(Math.exp(2), 12);
  expect(unpaired).toEqual({ first: 1, second: 0 });
  expect(compareReports(report("b", [1, 2]), report("a", [1, 2, 3, 4])).unpaired).toEqual({ first: 0, second: 2 });
});

test("a metric is compared over the items that have it in both reports", () => {
  const [one, other] = [report("a", [1, 2, 3]), report("b", [2, 3, 4])];
  const [first, ...others] = other.items;
  const silent = { ...other, items: [{ item: first?.item ?? "", values: {} }, ...others] };
  expect(compareReports(one, silent).metrics["perplexity"]).toMatchObject({ items: 2, first: Math.exp(2.5) });
  expect(compareReports(silent, one).metrics["perplexity"]).toMatchObject({ items: 2, second: Math.exp(2.5) });
});

test("a comparison is made again with the same numbers, and with another seed near them", () => {
  const random = randomSource(2);
  const drawn = (): number[] => Array.from({ length: 40 }, () => random.uniform());
  const [one, other] = [report("a", drawn()), report("b", drawn())];
  const low = (seed: number): number | null | undefined =>
    compareReports(one, other, { random: randomSource(seed) }).metrics["perplexity"]?.difference.low;
  expect(low(1)).toBe(low(1));
  expect(low(1)).not.toBe(low(2));
});

test("a metric that is no finite number is left out of a comparison", () => {
  const { metrics } = compareReports(report("a", [1000, 2000]), report("b", [1, 2]));
  expect(metrics).toEqual({});
});

test("runs of different protocols are refused by the field in which they differ", () => {
  const [one, other] = [
    report("a", [1, 2], { lengths: [512], stride: 256 }),
    report("b", [1, 2], { stride: 128, lengths: [512] }),
  ];
  expect(refused(() => compareReports(one, other)).message).toContain("one protocol, whose stride is 256, got 128");
  const nested = (order: object) => report("a", [1, 2], { tasks: order });
  expect(compareReports(nested({ x: 1, y: 2 }), nested({ y: 2, x: 1 })).unpaired.first).toBe(0);
  expect(refused(() => compareReports(one, { ...one, evaluation: "passkey" })).message).toContain(
    "two reports of perplexity",
  );
  expect(refused(() => compareReports(one, { ...one, items: [] })).message).toContain("items that both reports have");
});
