import { createRotaryEmbedding, withRopeDefaults } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import { atBothLengths } from "../src/longrope-lists.js";

const longrope = (longFactors: number[], currentLength: number) =>
  withRopeDefaults({
    headDimension: 8,
    trainedLength: 1024,
    scaling: { type: "longrope", shortFactors: [1, 1, 1, 1], longFactors, originalLength: 128, currentLength },
    wavelengths: "nearest-integer",
  });

test("each list is rounded by itself, whatever the length of the spec", () => {
  for (const currentLength of [1, 128, 129, 5000]) {
    const both = atBothLengths(longrope([1, 2, 3, 4], currentLength));
    const wavelengths = [both?.short, both?.long].map(
      (spec) => spec && [...createRotaryEmbedding(spec).wavelengthsTokens],
    );
    expect(wavelengths).toEqual([
      [6, 63, 628, 6283],
      [6, 126, 1885, 25133],
    ]);
  }
});

test("one list twice, or another scaling, is one encoding", () => {
  expect(atBothLengths(longrope([1, 1, 1, 1], 128))).toBeNull();
  const yarn = { type: "yarn", factor: 4 } as const;
  expect(atBothLengths(withRopeDefaults({ headDimension: 8, trainedLength: 128, scaling: yarn }))).toBeNull();
});
