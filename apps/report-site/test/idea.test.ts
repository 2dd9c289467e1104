import * as fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { h } from "preact";
import { expect, test } from "vitest";
import { narrow, wide } from "../src/figures/figure-size.js";
import { CircleDrawing } from "../src/pages/idea/circle-drawing.js";
import { circleWords } from "../src/pages/idea/circle-words.js";
import { type Findings, findings } from "../src/pages/idea/findings.js";
import { Found } from "../src/pages/idea/found.js";
import { headEncodings } from "../src/pages/idea/head-encodings.js";
import { ideaForm } from "../src/pages/idea/idea-state.js";
import { type Circle, circleLimits, pairRotations } from "../src/pages/idea/pair-rotations.js";
import { PairsDrawing } from "../src/pages/idea/pairs-drawing.js";
import { roundingCost } from "../src/pages/idea/rounding-cost.js";
import { expectKeptInLinks, forTypedHashes } from "./states-in-links.js";
import { syntheticExperiment } from "./synthetic-experiment.js";

const within = ({ from, to }: { readonly from: number; readonly to: number }): fc.Arbitrary<number> =>
  fc.integer({ min: from, max: to });
const circles: fc.Arbitrary<Circle> = fc.record({
  wavelengthTokens: fc.double({ min: 2, max: 100, noNaN: true }),
  resonance: fc.boolean(),
  trainedLength: within(circleLimits.trainedLength),
  beyond: within(circleLimits.beyond),
});
const posGen = { headDimension: 64, base: 10_000, trainedLength: 64, factor: 4 };
const llama2 = { headDimension: 128, base: 10_000, trainedLength: 4096, factor: 4 };

test("the landing drawn as the worst is as far from anything seen as the feature gap says", () => {
  fc.assert(
    fc.property(circles, (circle) => {
      const { worst, gap } = pairRotations(circle);
      expect(Math.abs(worst.chord - gap)).toBeLessThan(1e-12);
      expect(worst.nearest.position).toBeLessThanOrEqual(circle.trainedLength);
      expect(worst.position).toBeGreaterThan(circle.trainedLength);
    }),
  );
});

test("with Resonance every later position lands on a seen one, to the bit, if one turn fits into training", () => {
  fc.assert(
    fc.property(circles, (circle) => {
      const { wavelengthTokens, gap, landings } = pairRotations({ ...circle, resonance: true });
      fc.pre(wavelengthTokens <= circle.trainedLength);
      expect(gap).toBe(0);
      for (const { position, nearest } of landings) expect((position - nearest.position) % wavelengthTokens).toBe(0);
    }),
  );
});

test("where training saw less than a turn, the page says that rounding cannot show the rest", () => {
  const circle: Circle = { wavelengthTokens: 40, resonance: true, trainedLength: 16, beyond: 16 };
  expect(circleWords(circle, pairRotations(circle))).toContain("rounding cannot show it");
});

test("a wavelength that repeats without being whole has no gap, though float64 leaves a trace of one", () => {
  const circle: Circle = { wavelengthTokens: 2.5, resonance: false, trainedLength: 16, beyond: 16 };
  expect(circleWords(circle, pairRotations(circle))).toContain("exactly where a trained one stood");
});

test("the pairs that turn fully are the paper's: 9 of 32 in PosGen's head, 46 of 64 in LLaMA 2's, 40 under YaRN", () => {
  const counts = (head: typeof posGen): (readonly [string, number])[] =>
    headEncodings(head).map(({ name, criticalPair }) => [name, criticalPair] as const);
  expect(counts(posGen).slice(0, 2)).toEqual([
    ["RoPE", 9],
    ["Resonance RoPE", 9],
  ]);
  expect(counts(llama2).map(([, count]) => count)).toEqual([46, 46, 40, 40]);
});

test("Resonance brings the gap of those pairs to exactly 0, and YaRN makes the others' smaller", () => {
  const [rope, resonance, yarn, resonanceYarn] = headEncodings(posGen).map(({ pairs }) => pairs);
  for (const pairs of [resonance, resonanceYarn])
    for (const { gap, preCritical } of pairs ?? []) expect(gap === 0).toBe(preCritical);
  for (const [index, { gap }] of (yarn ?? []).entries())
    if (index > 12) expect(gap).toBeLessThan(rope?.[index]?.gap ?? 0);
});

test("rounding moves no wavelength by more than half a token, and costs a large head three wavelengths", () => {
  expect(roundingCost(posGen)).toMatchObject({ shared: [] });
  expect(roundingCost({ ...posGen, headDimension: 256 }).shared).toEqual([7, 8, 10]);
  // The second pair's wavelength, 2 pi 10000^(2/64), goes to 8.
  expect(roundingCost(posGen).largestShare).toBeCloseTo(1 - 8 / (2 * Math.PI * 10_000 ** (2 / 64)), 12);
  // The paper's LLaMA 2, within its own 4096 positions.
  expect(roundingCost(llama2).largestPhase).toBeCloseTo(193, 0);
  expect(roundingCost(llama2).largestMove).toBeLessThanOrEqual(0.5);
});

test("comparisons are counted by whether every seed came out ahead, or behind; level is neither", async () => {
  expect(findings([])).toEqual({ comparisons: 0, ahead: 0, behind: 0 });
  expect(findings([await syntheticExperiment()])).toEqual({ comparisons: 1, ahead: 1, behind: 0 });
  expect(findings([await syntheticExperiment({ oodAccuracy: 1 })])).toEqual({ comparisons: 1, ahead: 0, behind: 0 });
});

test("a link shows the state that it was copied from, and any hash is a state that can be drawn", () => {
  const states = fc.record({
    circle: circles,
    head: fc.record({
      headDimension: fc.constantFrom(32, 64, 128),
      base: fc.constantFrom(10_000, 500_000),
      trainedLength: fc.constantFrom(64, 128, 4096),
      factor: fc.constantFrom(2, 4),
    }),
  });
  expectKeptInLinks(ideaForm, states);
  forTypedHashes(ideaForm, ["1e9", "-1", "Infinity", "65"], ({ circle, head }) => {
    expect(pairRotations(circle).gap).toBeGreaterThanOrEqual(0);
    expect(Number.isInteger(Math.log2(head.trainedLength))).toBe(true);
  });
});

test("the circle and the pairs are drawn as they were reviewed", async () => {
  const { circle, head } = ideaForm.initial;
  const drawings = {
    "pair-circle": h(CircleDrawing, { rotations: pairRotations(circle), resonance: false, description: "" }),
    ...Object.fromEntries(
      [wide, narrow].map((size) => [
        `head-pairs-${size.name}`,
        h(PairsDrawing, { encodings: headEncodings(head), trainedLength: head.trainedLength, size, description: "" }),
      ]),
    ),
  };
  for (const [name, drawing] of Object.entries(drawings)) {
    const svg = renderToString(drawing).replaceAll("><", ">\n<");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/u);
    await expect(svg).toMatchFileSnapshot(`__snapshots__/${name}.svg`);
  }
});

test("what the site's runs say is said in words, whichever way they point", () => {
  const words = (counts: Findings): string =>
    renderToString(h(Found, { findings: counts })).replaceAll(/<[^>]+>/gu, "");
  expect(words({ comparisons: 0, ahead: 0, behind: 0 })).toContain("found a gain in five of six cases");
  expect(words({ comparisons: 0, ahead: 0, behind: 0 })).toContain("without runs of its own that could be compared");
  expect(words({ comparisons: 1, ahead: 1, behind: 0 })).toContain(
    "one comparison of an encoding with Resonance and without. Beyond the trained length Resonance came out ahead on every seed in one of them, and behind on every seed in none. Each",
  );
  expect(words({ comparisons: 9, ahead: 4, behind: 2 })).toContain(
    "ahead on every seed in four of them, and behind on every seed in two; in three its seeds did not agree. Each",
  );
});
