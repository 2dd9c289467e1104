/**
 * The command that repeats a run: its plan as flags of `resonance train`. What a preset decides is
 * spelled out, so that the command means the same when presets change; what is left out has the
 * default that every preset shares.
 */
import { type TrainingPlan, wavelengthWords } from "@resonance-rope/contracts";
import { scalingFlags } from "./scaling-flags.js";

const shared = {
  "--far-tokens": 1,
  "--near-tokens": 3,
  "--modulus": 17,
  "--base": 10_000,
  "--trained-length": 64,
  "--tested-length": 256,
  "--train-sequences": 10_000,
  "--validation-sequences": 1000,
  "--test-sequences": 1000,
};

export function repeatCommand(plan: TrainingPlan): string {
  const { model, optimizer, rope, sequences } = plan;
  const settings: Readonly<Record<keyof typeof shared, number>> = {
    "--far-tokens": plan.farTokens,
    "--near-tokens": plan.nearTokens,
    "--modulus": plan.modulus,
    "--base": rope.base,
    "--trained-length": plan.trainedLength,
    "--tested-length": plan.testedLength,
    "--train-sequences": sequences.train,
    "--validation-sequences": sequences.validation,
    "--test-sequences": sequences.test,
  };
  return [
    "npx resonance train",
    `--task ${plan.task}`,
    ...(plan.rule.type === "sum-modulo" ? [] : ["--rule rule.json"]),
    ...scalingFlags(plan),
    ...wavelengthFlags(rope.wavelengths),
    `--preset ${plan.preset}`,
    `--protocol ${plan.protocol}`,
    `--seed ${plan.seed}`,
    ...(plan.precision === "float32" ? [] : [`--precision ${plan.precision}`]),
    `--steps ${plan.steps}`,
    `--batch-size ${plan.batchSize}`,
    `--learning-rate ${optimizer.peakLearningRate}`,
    `--layers ${model.layers}`,
    `--width ${model.width}`,
    `--heads ${model.heads}`,
    `--head-dim ${rope.headDimension}`,
    `--feed-forward ${model.feedForwardWidth}`,
    `--dropout ${model.dropout}`,
    ...Object.entries(settings)
      .filter(([flag, value]) => value !== shared[flag as keyof typeof shared])
      .map(([flag, value]) => `${flag} ${value}`),
    `--threads ${plan.threads}`,
  ].join(" ");
}

function wavelengthFlags(wavelengths: TrainingPlan["rope"]["wavelengths"]): string[] {
  if (wavelengths === "as-scaled") return [];
  if (wavelengths === "nearest-integer") return ["--resonance"];
  return [`--wavelengths ${wavelengthWords(wavelengths) ?? "wavelengths.json"}`];
}
