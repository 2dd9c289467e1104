import * as fc from "fast-check";
import type { RopeSpec, Scaling, WavelengthChoice } from "../src/index.js";

const factor = fc.double({ min: 1, max: 64, noNaN: true });
const tokens = fc.integer({ min: 2, max: 400 });
const attentionFactor = fc.option(fc.double({ min: 0.1, max: 4, noNaN: true }));

const record = <Type extends Scaling["type"]>(
  type: Type,
  fields: { [Key in keyof Extract<Scaling, { type: Type }>]?: fc.Arbitrary<unknown> },
): fc.Arbitrary<Scaling> => fc.record({ type: fc.constant(type), ...fields }) as unknown as fc.Arbitrary<Scaling>;

function arbitraryScaling(pairs: number): fc.Arbitrary<Scaling> {
  const factors = fc.array(fc.double({ min: 0.3, max: 64, noNaN: true }), { minLength: pairs, maxLength: pairs });
  return fc.oneof(
    record("none", {}),
    record("linear", { factor }),
    record("ntk-aware", { factor, variant: fc.constantFrom("bloc97", "paper") }),
    record("dynamic-ntk", { factor, variant: fc.constantFrom("paper", "transformers"), currentLength: tokens }),
    record("adjusted-base", { base: fc.double({ min: 1.01, max: 1e7, noNaN: true }) }),
    record("yarn", {
      factor,
      originalLength: tokens,
      alpha: fc.double({ min: 0.5, max: 2, noNaN: true }),
      beta: fc.double({ min: 2.5, max: 40, noNaN: true }),
      blend: fc.constantFrom("pair-index", "frequencies-by-ratio", "wavelengths-by-ratio"),
      truncate: fc.boolean(),
      attentionFactor,
    }),
    record("longrope", {
      shortFactors: factors,
      longFactors: factors,
      originalLength: tokens,
      currentLength: tokens,
      attentionFactor,
    }),
    record("llama3", {
      factor,
      lowFrequencyFactor: fc.double({ min: 0.5, max: 2, noNaN: true }),
      highFrequencyFactor: fc.double({ min: 2.5, max: 8, noNaN: true }),
      originalLength: tokens,
    }),
    record("proportional", { factor, rotatedFraction: fc.double({ min: 0.01, max: 1, noNaN: true }) }),
  );
}

/** Valid specs of every scaling, small enough that a table of 3 L positions takes no time. */
export function arbitraryRopeSpec(wavelengths: fc.Arbitrary<WavelengthChoice>): fc.Arbitrary<RopeSpec> {
  return fc.record({ pairs: fc.integer({ min: 1, max: 24 }), isPartial: fc.boolean() }).chain(({ pairs, isPartial }) =>
    fc
      .record({
        headDimension: fc.constant(isPartial ? pairs * 4 : pairs * 2),
        base: fc.double({ min: 1.01, max: 1e7, noNaN: true }),
        trainedLength: fc.integer({ min: 1, max: 120 }),
        rotaryFraction: fc.constant(isPartial ? 0.5 : 1),
        scaling: arbitraryScaling(pairs),
        wavelengths,
        pairLayout: fc.constantFrom("interleaved", "half-split"),
      })
      .filter(({ scaling }) => !(isPartial && scaling.type === "proportional")),
  );
}
