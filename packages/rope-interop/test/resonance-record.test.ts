import { type RopeSpec, withRopeDefaults } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import { agreesWith, readRecord, recordText } from "../src/resonance-record.js";

const spec = withRopeDefaults({ headDimension: 8, trainedLength: 512, wavelengths: "nearest-integer" });

/** Plain RoPE divided by one factor for all, with a magnitude. */
function divided(factor: number, attentionFactor = 1): RopeSpec {
  const factors = [factor, factor, factor, factor];
  const lists = { shortFactors: factors, longFactors: factors };
  return withRopeDefaults({
    headDimension: 8,
    trainedLength: 512,
    scaling: { type: "longrope", ...lists, currentLength: 512, attentionFactor },
  });
}

test("a record comes back as it was written, and nothing else passes for one", () => {
  expect(readRecord({ version: 1, spec: JSON.parse(recordText(spec) ?? "") }, "test")).toEqual({ version: 1, spec });
  const broken = [
    null,
    spec,
    { version: 2, spec },
    { version: 1, spec: { ...spec, base: 1 } },
    { version: 1, spec, more: 1 },
    // Right in form, and no rotation.
    { version: 1, spec: { ...spec, rotaryFraction: 0.01 } },
    { version: 1, spec: { ...spec, wavelengths: { type: "given", wavelengthsTokens: [7] } } },
  ];
  for (const each of broken)
    expect(() => readRecord(each, "test")).toThrow(expect.objectContaining({ kind: "invalid-file", where: "test" }));
});

test("two specs agree to float32, in frequencies and in magnitude", () => {
  expect(agreesWith(divided(2), divided(2 * (1 + 2 ** -23)))).toBe(true);
  expect(agreesWith(divided(2), divided(2 * (1 + 1e-5)))).toBe(false);
  expect(agreesWith(divided(2, 1.1), divided(2, Math.fround(1.1)))).toBe(true);
  expect(agreesWith(divided(2, 1.1), divided(2, 1.1001))).toBe(false);
});

test("a pair that hardly turns is one that stands still; the layout of pairs is not compared, dimensions are", () => {
  expect(agreesWith(divided(1e30), divided(1e32))).toBe(true);
  expect(agreesWith(spec, { ...spec, pairLayout: "interleaved" })).toBe(true);
  expect(agreesWith(spec, { ...spec, headDimension: 16, rotaryFraction: 0.5 })).toBe(false);
});

test("a spec that JSON cannot hold has no text", () => {
  expect(recordText({ ...spec, wavelengths: { type: "given", wavelengthsTokens: [7, 8, 9, Infinity] } })).toBe(null);
});
