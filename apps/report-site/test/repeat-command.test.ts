import { expect, test } from "vitest";
import { repeatCommand } from "../src/repeat-command.js";
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

test("a rule of one's own is a file that the page shows", () => {
  const { plan } = syntheticRun({ plan: { rule: { type: "random-table", seed: 4 } } }).record;
  expect(repeatCommand(plan)).toContain("--rule rule.json");
});
