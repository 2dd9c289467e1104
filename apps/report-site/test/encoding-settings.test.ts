import { expect, test } from "vitest";
import { encodingName } from "@resonance-rope/contracts";
import { encodingSettings } from "../src/encoding-settings.js";
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

test("the settings hold every number that the name leaves out, and those of the training where it had others", () => {
  const { plan } = syntheticRun({ scaling: "yarn", steps: 1 }).record;
  const settings = Object.fromEntries(encodingSettings(plan));
  expect(settings).toMatchObject({ factor: "4", beta: "2", truncate: "true", "rotary base": "10000" });
  expect(Object.keys(settings).filter((name) => name.startsWith("in training"))).toEqual([]);
  const trainingRope = syntheticRun({ steps: 1 }).record.plan.rope;
  expect(encodingSettings({ ...plan, trainingRope }).get("in training encoding")).toBe("RoPE");
});
