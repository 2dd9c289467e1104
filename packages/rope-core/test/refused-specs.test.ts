import { describe, expect, it } from "vitest";
import { createRotaryEmbedding, RopeError, SCALING_TYPES, withRopeDefaults } from "../src/index.js";
import { posgen } from "./example-embeddings.js";

describe("refused specs", () => {
  const refusals: [string, object, RegExp][] = [
    ["an odd head dimension", { headDimension: 63 }, /even head dimension.*got 63; rotaryFraction/],
    [
      "an odd number of rotated dimensions",
      { headDimension: 20, rotaryFraction: 0.25 },
      /even.*rotated part of it, got 5/,
    ],
    ["a base of 1", { base: 1 }, /base to be a finite number above 1, got 1/],
    ["a trained length that is no whole number", { trainedLength: 64.5 }, /trainedLength to be a whole number/],
    ["a factor below 1", { scaling: { type: "linear", factor: 0.5 } }, /factor to be a finite number from 1, got 0.5/],
    ["a factor that is not finite", { scaling: { type: "yarn", factor: Infinity } }, /factor/],
    ["an unknown scaling", { scaling: { type: "xpos" } }, /scaling.type to be one of none, linear.*"xpos"/],
    ["an unknown wavelength choice", { wavelengths: "prime" }, /wavelengths to be one of as-scaled/],
    ["an unknown pair layout", { pairLayout: "neox" }, /pairLayout to be one of interleaved, half-split, got "neox"/],
    [
      "a factor list of the wrong length",
      { scaling: { type: "longrope", shortFactors: [1], longFactors: [1], originalLength: 32, currentLength: 1 } },
      /shortFactors to be a list of 32 numbers, got 1 of them/,
    ],
    [
      "wavelengths of the wrong length",
      { wavelengths: { type: "given", wavelengthsTokens: [6] } },
      /list of 32 numbers/,
    ],
    ["YaRN with beta below alpha", { scaling: { type: "yarn", factor: 4, beta: 0.5 } }, /beta .* from 1, got 0.5/],
    [
      "a scaled base beyond float64",
      { base: 1e300, scaling: { type: "ntk-aware", factor: 1e100 } },
      /base .* got Infinity/,
    ],
    [
      "a partial rotary given twice",
      { rotaryFraction: 0.5, scaling: { type: "proportional", factor: 1, rotatedFraction: 0.5 } },
      /rotaryFraction beside rotatedFraction/,
    ],
  ];

  it.each(refusals)("%s is refused by name", (_, fields, message) => {
    const create = () => createRotaryEmbedding(withRopeDefaults({ ...posgen, ...fields } as never));
    expect(create).toThrow(message);
    expect(create).toThrow(RopeError);
  });

  it("every scaling of the list is known, and one without its fields is a RopeError", () => {
    for (const type of SCALING_TYPES) {
      const create = () => createRotaryEmbedding({ ...withRopeDefaults(posgen), scaling: { type } as never });
      if (type === "none") expect(create).not.toThrow();
      else expect(create).toThrow(RopeError);
    }
  });
});
