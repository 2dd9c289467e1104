/** What holds of every choice of wavelengths, and what happens at its border; the formulas are in wavelength-formulas.test.ts. */
import { describe, expect, it } from "vitest";
import { chooseWavelengths, WAVELENGTH_TYPES, type WavelengthChoice, withRopeDefaults } from "../src/index.js";
import { chosen, chosenOne, frequenciesOf } from "./chosen-wavelengths.js";
import { posgen } from "./example-embeddings.js";

describe("every choice", () => {
  const choices: readonly Exclude<WavelengthChoice, { type: "given" }>[] = [
    "as-scaled",
    "nearest-integer",
    "best-rational",
    "up",
    "down",
    "coprime",
    { type: "divisors-of", periodTokens: 48 },
    { type: "multiples-of", periodTokens: 8 },
    { type: "nearest-integer-below", wavelengthTokens: 64 },
    { type: "least-phase-error", testedLength: 256 },
  ];

  it("of the list is tested here", () => {
    const types = choices.map((choice) => (typeof choice === "string" ? choice : choice.type));
    expect([...types, "given"]).toEqual(WAVELENGTH_TYPES);
  });

  it.each(choices)("%j leaves a frequency of 0 at 0, which repeats after each token", (choice) => {
    expect(chooseWavelengths([0], choice, 64)).toEqual({
      angularFrequencies: new Float64Array([0]),
      wavelengthsTokens: new Float64Array([Infinity]),
      periodsTokens: new Float64Array([1]),
    });
  });

  it("brings a wavelength below a half to its shortest, never to 0", () => {
    const shortest = choices.map((choice) => [choice, chosenOne(0.3, choice)]);
    expect(shortest.slice(1)).toEqual([
      ["nearest-integer", 1],
      ["best-rational", 0.3],
      ["up", 1],
      ["down", 1],
      ["coprime", 2],
      [{ type: "divisors-of", periodTokens: 48 }, 1],
      [{ type: "multiples-of", periodTokens: 8 }, 8],
      [{ type: "nearest-integer-below", wavelengthTokens: 64 }, 1],
      // 1 / 0.3 turns a token are 1 / 3 of one, seen at whole positions.
      [{ type: "least-phase-error", testedLength: 256 }, 3],
    ]);
  });

  it("without fields is its name alone, and with fields has all of them", () => {
    expect(() => chooseWavelengths([1], { type: "up" } as never, 64)).toThrow(/wavelengths to be one of as-scaled/u);
    expect(() => chooseWavelengths([1], "divisors-of" as never, 64)).toThrow(
      /periodTokens to be a whole .* undefined/u,
    );
  });

  it("has the trained length as its default where the interface has one", () => {
    for (const [type, field] of [
      ["divisors-of", "periodTokens"],
      ["nearest-integer-below", "wavelengthTokens"],
    ] as const) {
      expect(withRopeDefaults({ ...posgen, wavelengths: { type } }).wavelengths).toEqual({ type, [field]: 64 });
    }
  });
});

describe("at its border", () => {
  const periodOf = (wavelength: number, choice: WavelengthChoice): number | undefined =>
    chooseWavelengths(frequenciesOf([wavelength]), choice, 64).periodsTokens[0];

  it("a wavelength that is the limit itself counts as in training, but where the limit is one to stay below", () => {
    expect(periodOf(64, "best-rational")).toBe(64);
    expect(periodOf(64, { type: "divisors-of", periodTokens: 64 })).toBe(64);
    expect(periodOf(64, { type: "least-phase-error", testedLength: 256 })).toBe(64);
    expect(chosen([2, 64], "coprime")).toEqual([2, 65]);
    expect(periodOf(64, { type: "nearest-integer-below", wavelengthTokens: 64 })).toBe(Infinity);
  });

  it("the longer of two as near is chosen", () => {
    expect(chosenOne(3, { type: "divisors-of", periodTokens: 8 })).toBe(4);
    expect(chosenOne(10, { type: "multiples-of", periodTokens: 4 })).toBe(12);
    expect(chosen([2, 4], "coprime")).toEqual([2, 5]);
    expect(chosenOne(2.5, "coprime")).toBe(3);
  });

  it("a wavelength beyond 2^26 or L is rounded by coprime, whatever it has in common with others", () => {
    expect(chosen([2, 2 ** 27], "coprime", 2 ** 30)).toEqual([2, 2 ** 27]);
    expect(chosenOne(1.2, "coprime", 1)).toBe(1);
  });

  it("periods are as long as float64 multiplies them exactly, and no longer", () => {
    expect(chooseWavelengths([Math.SQRT1_2], "best-rational", 2 ** 40).periodsTokens[0]).toBeLessThanOrEqual(2 ** 26);
    expect(periodOf(2 ** 26, { type: "multiples-of", periodTokens: 2 ** 26 })).toBe(2 ** 26);
    expect(() => periodOf(6, { type: "multiples-of", periodTokens: 2 ** 26 + 1 })).toThrow(/periodTokens/u);
  });
});
