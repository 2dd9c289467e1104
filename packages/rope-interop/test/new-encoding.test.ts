import { type Scaling, type ScalingWithDefaults, withRopeDefaults } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import type { ModelDescription } from "../src/model-description.js";
import { applyEncoding } from "../src/new-encoding.js";

const spec = withRopeDefaults({ headDimension: 64, trainedLength: 2048, wavelengths: "best-rational" });
const model: ModelDescription = {
  format: "hugging-face",
  name: null,
  architecture: "llama",
  spec,
  otherLayers: {},
  contextLength: 4096,
  recorded: null,
};
const scalingOf = (scaling: ScalingWithDefaults): Scaling => withRopeDefaults({ ...spec, scaling }).scaling;

test("what is not named stays the model's own", () => {
  expect(applyEncoding(model, {})).toEqual({ spec, contextLength: 4096, findings: [] });
  expect(applyEncoding(model, { wavelengths: "nearest-integer" }).spec).toEqual({
    ...spec,
    wavelengths: "nearest-integer",
  });
});

test("a factor raises the context from the trained length, and dynamic scaling leaves it there", () => {
  const lengthWith = (scaling: ScalingWithDefaults): number =>
    applyEncoding(model, { scaling: scalingOf(scaling) }).contextLength;
  expect(lengthWith({ type: "yarn", factor: 4 })).toBe(8192);
  expect(lengthWith({ type: "dynamic-ntk", factor: 4, currentLength: 8192 })).toBe(2048);
  expect(lengthWith({ type: "none" })).toBe(2048);
});

test("a target below the trained length is refused as that, whatever factor was computed from it", () => {
  const scaling = { ...scalingOf({ type: "yarn", factor: 4 }), factor: 0.5 } as Scaling;
  expect(() => applyEncoding(model, { scaling, contextLength: 1024 })).toThrow(
    "a context of at least the trained 2048 tokens, got 1024",
  );
  expect(() => applyEncoding(model, { scaling })).toThrow("factor");
});
