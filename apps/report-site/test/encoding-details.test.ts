import { expect, test } from "vitest";
import { encodingName } from "@resonance-rope/contracts";
import { encodingDetails } from "../src/encoding-details.js";
import { syntheticRun } from "./run-folders.js";

test.each([
  ["none", "as-scaled", "RoPE"],
  ["none", "nearest-integer", "Resonance RoPE"],
  ["yarn", "as-scaled", "YaRN"],
  ["yarn", "nearest-integer", "Resonance YaRN"],
  ["none", "best-rational", "RoPE (best rational)"],
  ["linear", "nearest-integer", "Resonance Linear"],
  ["yarn", { type: "given", wavelengthsTokens: [6, 8] }, "YaRN (given wavelengths)"],
] as const)("%s with wavelengths %j is called %s", (scaling, wavelengths, name) => {
  expect(encodingName(syntheticRun({ scaling, wavelengths, steps: 1 }).record.plan.rope)).toBe(name);
});

test("the details hold every number that the name leaves out", () => {
  const details = encodingDetails(syntheticRun({ scaling: "yarn", steps: 1 }).record.plan.rope);
  expect(details).toBe(
    "factor 4, original length 64, alpha 1, beta 2, blend pair-index, rotary base 10000, half-split",
  );
});
