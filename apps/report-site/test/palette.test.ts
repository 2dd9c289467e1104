import { type RopeSpec, SCALING_TYPES, WAVELENGTH_TYPES } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import { encodingStyle } from "../src/palette.js";
import { syntheticRun } from "./run-folders.js";

const { rope } = syntheticRun({ steps: 1 }).record.plan;
const styles = SCALING_TYPES.flatMap((type) =>
  WAVELENGTH_TYPES.map((choice) =>
    // The style looks at the names of scaling and choice alone.
    encodingStyle({
      ...rope,
      scaling: { type } as RopeSpec["scaling"],
      wavelengths: { type: choice } as RopeSpec["wavelengths"],
    }),
  ),
);

test("no two encodings share both colour and dash", () => {
  const looks = styles.map(({ shade, dash }) => `${shade.light} ${dash}`);
  expect(new Set(looks).size).toBe(looks.length);
});

test("a second encoding of one name has the same colour and another dash", () => {
  const [first, second] = [encodingStyle(rope, 0), encodingStyle(rope, 1)];
  expect(second.shade).toEqual(first.shade);
  expect(second.dash).not.toBe(first.dash);
});

test("every line has a contrast of at least 3 to 1 with its page, light and dark", () => {
  for (const { shade } of styles) {
    expect(contrast(shade.light, "#f5f6f8")).toBeGreaterThan(3);
    expect(contrast(shade.dark, "#1d2128")).toBeGreaterThan(3);
  }
});

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
