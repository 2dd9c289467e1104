import { ropeSpecSchema } from "@resonance-rope/contracts";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import { repeatCommand } from "../src/repeat-command.js";
import { scalingFlags } from "../src/scaling-flags.js";
import { syntheticRun } from "./run-folders.js";

const sizes =
  "--batch-size 64 --learning-rate 0.002 --layers 2 --width 128 --heads 2 --head-dim 64 --feed-forward 512 --dropout 0";

test("the command spells out what the preset decided", () => {
  expect(repeatCommand(syntheticRun({ seed: 3, wavelengths: "nearest-integer" }).record.plan)).toBe(
    `npx resonance train --task chain-of-thought --scaling none --resonance --preset demo --protocol paper --seed 3 --steps 1000 ${sizes} --threads 2`,
  );
});

test("what differs from the defaults that presets share is added", () => {
  const { plan } = syntheticRun({
    scaling: "yarn",
    wavelengths: "best-rational",
    plan: { modulus: 23, testedLength: 128 },
  }).record;
  const scaling = { ...plan.rope.scaling, beta: 32 } as typeof plan.rope.scaling;
  expect(repeatCommand({ ...plan, rope: { ...plan.rope, scaling } })).toBe(
    `npx resonance train --task chain-of-thought --scaling yarn --factor 4 --yarn-beta 32 --wavelengths best-rational --preset demo --protocol paper --seed 0 --steps 1000 ${sizes} --modulus 23 --tested-length 128 --threads 2`,
  );
});

test.each([
  ["up", "up"],
  [{ type: "multiples-of", periodTokens: 8 }, "multiples-of:8"],
  [{ type: "given", wavelengthsTokens: [6] }, "wavelengths.json"],
] as const)("wavelengths %j are told as --wavelengths %s", (wavelengths, words) => {
  expect(repeatCommand(syntheticRun({ wavelengths }).record.plan)).toContain(` --wavelengths ${words} `);
});

test("a rule of one's own is a file that the page shows", () => {
  const { plan } = syntheticRun({ plan: { rule: { type: "random-table", seed: 4 } } }).record;
  expect(repeatCommand(plan)).toContain("--rule rule.json");
});

test.each([
  [{ type: "linear", factor: 4 }, "--factor 4"],
  [{ type: "ntk-aware", factor: 2, variant: "paper" }, "--factor 2 --ntk-variant paper"],
  [{ type: "adjusted-base", base: 5e5 }, "--adjusted-base 500000"],
  [{ type: "llama3", factor: 8, lowFrequencyFactor: 2, originalLength: 64 }, "--factor 8 --low-frequency-factor 2"],
  [{ type: "proportional", factor: 1, rotatedFraction: 0.5 }, "--factor 1 --rotated-fraction 0.5"],
  [
    { type: "longrope", shortFactors: [1], longFactors: [2], currentLength: 256 },
    "--longrope-factors factors.json --current-length 256",
  ],
  [{ type: "yarn", factor: 4, beta: 2, truncate: false }, "--factor 4 --no-yarn-truncate"],
] as const)("%j is told without what the flags have by default", (written, flags) => {
  const { plan } = syntheticRun().record;
  const { scaling } = withRopeDefaults({ headDimension: 64, trainedLength: plan.trainedLength, scaling: written });
  // Fields in the order in which a record holds them.
  const rope = ropeSpecSchema.parse({ ...plan.rope, scaling });
  expect(scalingFlags({ ...plan, rope }).join(" ")).toBe(`--scaling ${written.type} ${flags}`);
});
