import { expect, test } from "vitest";
import { repeatCommand } from "../src/repeat-command.js";
import { syntheticRun } from "./run-folders.js";

test("the command spells out every flag, whatever the defaults are", () => {
  const { plan } = syntheticRun({ seed: 3, wavelengths: "nearest-integer" }).record;
  expect(repeatCommand(plan).replaceAll(" --", "\n--").split("\n")).toEqual([
    "npx resonance train",
    "--task chain-of-thought",
    "--rule sum-modulo",
    "--scaling none",
    "--resonance",
    "--preset demo",
    "--protocol paper",
    "--seed 3",
    "--threads 2",
    "--precision float32",
    "--steps 1000",
    "--batch-size 64",
    "--learning-rate 0.002",
    "--layers 2",
    "--width 128",
    "--heads 2",
    "--head-dim 64",
    "--feed-forward 512",
    "--dropout 0",
    "--base 10000",
    "--far-tokens 1",
    "--near-tokens 3",
    "--modulus 17",
    "--trained-length 64",
    "--tested-length 256",
    "--train-sequences 10000",
    "--validation-sequences 1000",
    "--test-sequences 1000",
  ]);
});

test("what no flag holds is a file that the page shows", () => {
  const wavelengths = { type: "given", wavelengthsTokens: [6] } as const;
  const { plan } = syntheticRun({ wavelengths, plan: { rule: { type: "table", entries: [0, 1] } } }).record;
  const scaling = { type: "longrope", shortFactors: [1], longFactors: [2] } as const;
  const rope = { ...plan.rope, scaling: { ...scaling, currentLength: 256, originalLength: 64, attentionFactor: 1 } };
  const command = repeatCommand({ ...plan, rope });
  expect(command).toContain(" --scaling longrope --current-length 256 --original-length 64 --attention-factor 1 ");
  expect(command).toMatch(/ --rule rule\.json --longrope-factors factors\.json --wavelengths wavelengths\.json$/u);
});
