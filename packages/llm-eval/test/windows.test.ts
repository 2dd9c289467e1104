import * as fc from "fast-check";
import { expect, test } from "vitest";
import { perplexityPresets } from "../src/perplexity/presets.js";
import { firstScoredPosition, windows } from "../src/perplexity/windows.js";
import { yarnLengths } from "../src/perplexity/yarn-lengths.js";
import { refused } from "./refused.js";

// The windows that YaRN's eval/perplexity.py (commit 995db5b) lays: [begin, end, scored tokens, first scored, last].
test.each([
  [
    1000,
    512,
    256,
    true,
    [
      [0, 511, 511, 0, 510],
      [256, 767, 256, 511, 766],
      [512, 1000, 233, 767, 999],
    ],
  ],
  [
    1000,
    512,
    256,
    false,
    [
      [0, 512, 511, 1, 511],
      [256, 768, 256, 512, 767],
      [512, 1000, 232, 768, 999],
    ],
  ],
  [
    600,
    513,
    256,
    true,
    [
      [0, 512, 512, 0, 511],
      [256, 600, 88, 512, 599],
    ],
  ],
  [300, 512, 256, true, [[0, 300, 300, 0, 299]]],
  [5000, 2048, undefined, true, [[0, 2047, 2047, 0, 2046]]],
])("%i tokens in windows of %i, stride %s, start token %s", (tokens, length, stride, startToken, expected) => {
  const laid = windows(tokens, length, stride, startToken).map(({ begin, end, from }) => [
    begin,
    end,
    end - from,
    from,
    end - 1,
  ]);
  expect(laid).toEqual(expected);
});

test("every token is scored once, in a window that fits, after as many tokens as the stride allows", () => {
  fc.assert(
    fc.property(
      fc.nat(400),
      fc.integer({ min: 2, max: 90 }),
      fc.nat(88),
      fc.boolean(),
      (tokens, length, less, start) => {
        const longest = start ? length - 1 : length;
        const stride = Math.max(1, longest - (less % longest));
        let scored = start ? 0 : Math.min(1, tokens);
        for (const { begin, end, from } of windows(tokens, length, stride, start)) {
          expect(end - begin).toBeLessThanOrEqual(longest);
          // Without a start token and without overlap, each window's first token has nothing before it.
          expect(from).toBe(!start && stride === longest ? Math.max(scored, begin + 1) : scored);
          scored = end;
        }
        if (start || stride < longest || tokens % longest !== 1) expect(scored).toBe(tokens);
      },
    ),
  );
});

test("a window's first scored token stands in its input where its number alone says", () => {
  fc.assert(
    fc.property(
      fc.nat(400),
      fc.integer({ min: 3, max: 60 }),
      fc.nat(58),
      fc.boolean(),
      (tokens, length, less, start) => {
        const longest = start ? length - 1 : length;
        const stride = longest - (less % longest);
        for (const [number, { begin, from }] of windows(tokens, length, stride, start).entries()) {
          expect(firstScoredPosition(number, length, stride)).toBe(from - begin + (start ? 1 : 0));
        }
      },
    ),
  );
  expect(firstScoredPosition(0, 16, undefined)).toBe(1);
});

test("windows that would leave tokens out, or hold none, are refused", () => {
  expect(refused(() => windows(10, 8, 8, true)).message).toContain("a stride from 1 to 7 tokens");
  expect(refused(() => windows(10, 1, undefined, true)).kind).toBe("invalid-argument");
  expect(refused(() => windows(10, 8, 0, false)).kind).toBe("invalid-argument");
});

test("lengths are YaRN's: every step, or doubling", () => {
  expect(yarnLengths(256, 1100)).toEqual([256, 512, 1024]);
  expect(yarnLengths(2048, 8192, 2048)).toEqual([2048, 4096, 6144, 8192]);
  expect(yarnLengths(512, 512)).toEqual([512]);
  expect(yarnLengths(512, 256)).toEqual([512]);
  expect(yarnLengths(512, 256, 128)).toEqual([]);
});

const everyTwoThousand = Array.from({ length: 64 }, (_, index) => 2048 * (index + 1));
// The flags of YaRN's eval.sh (commit 995db5b), and perplexity.py's defaults for the set that it does not run.
test.each([
  ["govreport", { column: "input", minimumTokens: 16_384, samples: 50, lengths: [32_768], stride: 256 }],
  ["proof-pile", { minimumTokens: 131_072, samples: 10, lengths: everyTwoThousand, stride: undefined }],
  ["pg19", { samples: null, lengths: [256, 512, 1024, 2048, 4096, 8192], stride: 256 }],
  ["govreport-figure-4", { minimumTokens: 16_384, samples: 50, lengths: [2048, 4096, 8192, 16_384, 32_768] }],
  ["proof-pile-figure-4", { minimumTokens: 32_768, samples: 50, lengths: [2048, 4096, 8192, 16_384, 32_768] }],
] as const)("the preset %s takes the documents and windows of the paper's set", (name, expected) => {
  expect(perplexityPresets[name]).toMatchObject(expected);
});
