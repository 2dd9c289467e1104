/** Whatever comes in, a public function answers with finite numbers or a RopeError, and soon. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as ropeCore from "../src/index.js";
import { anyWavelengths, arbitraryRopeSpec } from "./arbitrary-rope-spec.js";
import { embeddingOf, posgen } from "./example-embeddings.js";

const anyNumber = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 1, 2, 64, -1, 0.5, 2 ** 31, 2 ** 53, 1e300, 5e-324, 1e21),
  fc.integer({ min: -10, max: 300 }),
  fc.double(),
);
const junk: fc.Arbitrary<unknown> = fc.oneof(
  anyNumber,
  fc.array(anyNumber, { maxLength: 6 }),
  fc.string(),
  fc.constantFrom(null, undefined, true, [], {}, "64", 10n, Symbol("s"), () => 1, new DataView(new ArrayBuffer(8))),
  fc.array(anyNumber, { maxLength: 8 }).map((values) => Float32Array.from(values)),
  fc.constantFrom({ length: 2 ** 40 }, { type: "given" }, { type: "given", wavelengthsTokens: null }, { type: "yarn" }),
  fc.record({ type: fc.constant("given"), wavelengthsTokens: fc.array(anyNumber, { maxLength: 4 }) }),
);

const someSpec = fc
  .tuple(arbitraryRopeSpec(anyWavelengths), fc.array(fc.tuple(fc.nat(), fc.boolean(), junk), { maxLength: 3 }))
  .map(([spec, changes]) => {
    const scaling: Record<string, unknown> = { ...spec.scaling };
    const broken: Record<string, unknown> = { ...spec, scaling };
    for (const [index, isInScaling, value] of changes) {
      const target = isInScaling ? scaling : broken;
      const keys = Object.keys(target);
      target[keys[index % keys.length] as string] = value;
    }
    return broken;
  });
const valid = embeddingOf({ headDimension: 8, trainedLength: 16, wavelengths: "nearest-integer" });
const someEmbedding = fc.oneof(
  fc.constant(valid),
  fc.constant(embeddingOf(posgen)),
  fc.constant({ ...valid, spec: null }),
  fc.constant({ ...valid, periodsTokens: [1] }),
  arbitraryRopeSpec(fc.constant("as-scaled")).map(ropeCore.createRotaryEmbedding),
  junk,
);
const someTable = fc.constantFrom(
  ropeCore.rotaryTable(valid, 16),
  { ...ropeCore.rotaryTable(valid, 16), length: 99 },
  { embedding: null },
);

const publicFunctions: Record<string, fc.Arbitrary<readonly unknown[]>> = {
  angularFrequencies: fc.tuple(junk, junk),
  chooseWavelengths: fc.tuple(junk, fc.oneof(junk, anyWavelengths), junk),
  createRotaryEmbedding: fc.tuple(fc.oneof(someSpec, junk)),
  criticalPair: fc.tuple(someEmbedding),
  embeddedVectorDistance: fc.tuple(someEmbedding, someEmbedding, junk, fc.oneof(junk, fc.constant(undefined))),
  featureGap: fc.tuple(someEmbedding, junk, fc.oneof(junk, fc.constant(undefined))),
  phaseError: fc.tuple(someEmbedding, someEmbedding, junk),
  repetitionPeriod: fc.tuple(someEmbedding),
  rotaryTable: fc.tuple(someEmbedding, junk, fc.oneof(junk, fc.constant(undefined))),
  rotate: fc.tuple(
    fc.oneof(junk, fc.constant(new Float32Array(16))),
    fc.oneof(someEmbedding, someTable),
    fc.oneof(junk, fc.constant([1, 2])),
  ),
  withRopeDefaults: fc.tuple(fc.oneof(someSpec, junk)),
};

const exports = new Map<string, unknown>(Object.entries(ropeCore));

/** Wavelengths and periods may be Infinity; what `withRopeDefaults` hands on is checked where it is used. */
function holdsNaN(value: unknown): boolean {
  if (typeof value === "number") return Number.isNaN(value);
  if (ArrayBuffer.isView(value)) return [...(value as Float64Array)].some(Number.isNaN);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsNaN);
}

function expectAnswerOrRopeError(call: () => unknown, isAnswerSound: (answer: unknown) => boolean): void {
  let answer: unknown;
  try {
    answer = call();
  } catch (error) {
    if (!ropeCore.RopeError.isInstance(error)) throw error;
    expect(error.message).toMatch(/^\w+: expected .+, got .+/s);
    return;
  }
  expect(isAnswerSound(answer)).toBe(true);
}

describe("hostile input", () => {
  it("is thrown at every public function", () => {
    const functions = [...exports].filter(([name, value]) => typeof value === "function" && name !== "RopeError");
    expect(Object.keys(publicFunctions).toSorted()).toEqual(functions.map(([name]) => name).toSorted());
  });

  it.each(Object.entries(publicFunctions))("%s gives finite numbers or a RopeError", (name, inputs) => {
    const target = exports.get(name) as (...values: readonly unknown[]) => unknown;
    fc.assert(
      fc.property(inputs, (values) => {
        expectAnswerOrRopeError(
          () => target(...values),
          (answer) => name === "withRopeDefaults" || !holdsNaN(answer),
        );
      }),
      { numRuns: 400 },
    );
  });

  it("an embedding's own methods give finite numbers or a RopeError", () => {
    fc.assert(
      fc.property(someSpec, junk, (spec, positions) => {
        for (const method of ["cosines", "sines"] as const) {
          expectAnswerOrRopeError(
            () => ropeCore.createRotaryEmbedding(spec as never)[method](positions as never),
            (answer) => (answer as Float64Array).every(Number.isFinite),
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  it("an embedding's frequencies are finite, its wavelengths positive", () => {
    fc.assert(
      fc.property(someSpec, (spec) => {
        expectAnswerOrRopeError(
          () => ropeCore.createRotaryEmbedding(spec as never),
          (answer) => {
            const { angularFrequencies, wavelengthsTokens, attentionFactor } = answer as ropeCore.RotaryEmbedding;
            return (
              angularFrequencies.every((theta) => Number.isFinite(theta) && theta >= 0) &&
              wavelengthsTokens.every((w) => w > 0) &&
              Number.isFinite(attentionFactor)
            );
          },
        );
      }),
      { numRuns: 400 },
    );
  });

  it("lengths beyond memory are refused before anything is allocated", () => {
    const embedding = embeddingOf(posgen);
    for (const call of [
      () => ropeCore.rotaryTable(embedding, 2 ** 40),
      () => ropeCore.featureGap(embedding, 2 ** 40),
      () => ropeCore.embeddedVectorDistance(embedding, embedding, 2 ** 40),
      () => ropeCore.angularFrequencies(2 ** 40, 10_000),
      () => embeddingOf({ ...posgen, headDimension: 2 ** 40 }),
    ]) {
      expect(call).toThrow(ropeCore.RopeError);
    }
  });

  it("an error is recognised across copies of the package, and by its family", () => {
    const copy = Object.assign(new Error("x"), { name: "RopeError", family: "@resonance-rope" });
    expect(ropeCore.RopeError.isInstance(copy)).toBe(true);
    expect(ropeCore.RopeError.isInstance(new Error("x"))).toBe(false);
  });
});
