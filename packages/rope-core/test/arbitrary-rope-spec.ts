import * as fc from "fast-check";
import {
  type NumberField,
  type RopeSpec,
  SCALINGS,
  SCALING_TYPES,
  type Scaling,
  type SpecField,
  WAVELENGTH_CHOICES,
  type WavelengthChoice,
} from "../src/index.js";

/** Near the lowest number allowed, where the formulas bend, or anywhere up to 1000; lengths up to 400 tokens. */
function arbitraryNumber({ from, above = 0, to = Infinity, whole }: NumberField): fc.Arbitrary<number> {
  if (whole) return fc.integer({ min: from ?? above + 1, max: Math.min(to, 400) });
  const lowest = from ?? above + 0.1;
  return fc.oneof(...[lowest + 3, 1000].map((max) => fc.double({ min: lowest, max: Math.min(to, max), noNaN: true })));
}

function arbitraryField(field: SpecField, pairs: number): fc.Arbitrary<unknown> {
  if ("length" in field) return fc.constantFrom(...field);
  const number = arbitraryNumber(field);
  if (field.perPair) return fc.array(number, { minLength: pairs, maxLength: pairs });
  // What stands in for a formula's own value is of its size.
  return field.default === null ? fc.option(fc.double({ min: 0.1, max: 4, noNaN: true })) : number;
}

function arbitraryScaling(type: Scaling["type"], pairs: number): fc.Arbitrary<Scaling> {
  const fields = Object.entries<SpecField>(SCALINGS[type].fields);
  return fc
    .record(Object.fromEntries(fields.map(([name, field]) => [name, arbitraryField(field, pairs)])))
    .map((values) => {
      for (const [name, field] of fields) {
        if ("fromField" in field) values[name] = (values[name] as number) + (values[field.fromField ?? ""] as number);
      }
      return { type, ...values } as Scaling;
    });
}

/** Every choice but `given`, whose list is as long as the spec has pairs. */
export const anyWavelengths: fc.Arbitrary<WavelengthChoice> = fc.oneof(
  ...Object.entries(WAVELENGTH_CHOICES)
    .filter(([type]) => type !== "given")
    .map(([type, { fields }]) => {
      const values = Object.entries<SpecField>(fields).map(
        ([name, field]) => [name, arbitraryField(field, 0)] as const,
      );
      if (values.length === 0) return fc.constant(type as WavelengthChoice);
      return fc.record({ type: fc.constant(type), ...Object.fromEntries(values) }) as fc.Arbitrary<WavelengthChoice>;
    }),
);

const isRotaryFraction = (field: SpecField): boolean => "isRotaryFraction" in field;

/** Valid specs of every scaling, small enough that a table of 3 L positions takes no time. */
export function arbitraryRopeSpec(wavelengths: fc.Arbitrary<WavelengthChoice>): fc.Arbitrary<RopeSpec> {
  return fc
    .record({ pairs: fc.integer({ min: 1, max: 24 }), isHalf: fc.boolean(), type: fc.constantFrom(...SCALING_TYPES) })
    .chain(({ pairs, isHalf, type }) => {
      const isPartial = isHalf && !Object.values<SpecField>(SCALINGS[type].fields).some(isRotaryFraction);
      return fc.record({
        headDimension: fc.constant(isPartial ? pairs * 4 : pairs * 2),
        base: fc.double({ min: 1.01, max: 1e7, noNaN: true }),
        trainedLength: fc.integer({ min: 1, max: 120 }),
        rotaryFraction: fc.constant(isPartial ? 0.5 : 1),
        scaling: arbitraryScaling(type, pairs),
        wavelengths,
        pairLayout: fc.constantFrom("interleaved", "half-split"),
      });
    });
}
