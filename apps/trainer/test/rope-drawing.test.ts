import { createRotaryEmbedding, withRopeDefaults } from "@resonance-rope/rope-core";
import { describe, expect, it } from "vitest";
import pc from "picocolors";
import { drawWavelengths } from "../src/terminal/draw-wavelengths.js";

const plain = { width: 40, colors: pc.createColors(false) };

function wavelengths(headDimension: number, trainedLength: number): Float64Array {
  return createRotaryEmbedding(withRopeDefaults({ headDimension, trainedLength })).wavelengthsTokens;
}

/** A bar's height is the number of its pairs. */
const pairsIn = (line: string): number => [...line].reduce((sum, bar) => sum + ("▂▄▆█".indexOf(bar) + 1), 0);

describe("the drawing of wavelengths", () => {
  it("shows each turning pair once, on its side of the trained length", () => {
    for (const trainedLength of [1, 7, 64, 10_000, 10 ** 6]) {
      const lengths = wavelengths(64, trainedLength);
      const [, seen = "", unseen = ""] = drawWavelengths(lengths, trainedLength, plain);
      expect(pairsIn(seen)).toBe(lengths.filter((wavelength) => wavelength < trainedLength).length);
      expect(pairsIn(unseen)).toBe(lengths.filter((wavelength) => wavelength >= trainedLength).length);
      expect(seen).toMatch(/┊$/u);
      expect(unseen.slice(0, unseen.indexOf("┊")).trim()).toBe("never seen whole");
    }
  });

  it("labels the trained length beside its mark, in the same column of all three lines", () => {
    for (const trainedLength of [3, 64, 4096, 100_000]) {
      const lines = drawWavelengths(wavelengths(128, trainedLength), trainedLength, plain);
      expect(new Set(lines.map((line) => line.indexOf("┊"))).size).toBe(1);
      expect(lines[0]).toMatch(new RegExp(`(\\b${trainedLength} ┊|┊ ${trainedLength}\\b)`, "u"));
    }
  });

  it("leaves out pairs that do not turn", () => {
    const lines = drawWavelengths([6, 100, Infinity, Infinity], 64, plain);
    expect(lines.map(pairsIn)).toEqual([0, 1, 1]);
  });
});
