/**
 * A plan as flags of `resonance train`, every one spelled out, so that they mean the same whatever the defaults are.
 * Trainer and report tell people to type them.
 */
import { type Flag, flagsOfScaling } from "./flags-of-scaling.js";
import { flagsOfWavelengths } from "./flags-of-wavelengths.js";
import { ruleName } from "./rule-name.js";
import type { TrainingPlan } from "./training-plan.js";

/** All but what a file holds: a rule without a name, wavelengths that are given, LongRoPE's lists. */
export function flagsOfPlan(plan: TrainingPlan): Flag[] {
  const { rope, model, optimizer, sequences } = plan;
  const rule = ruleName(plan.rule);
  return [
    ["--task", plan.task],
    ...(rule === null ? [] : [["--rule", rule] as const]),
    ["--scaling", rope.scaling.type],
    ...flagsOfScaling(rope.scaling),
    ...flagsOfWavelengths(rope.wavelengths),
    ["--preset", plan.preset],
    ["--protocol", plan.protocol],
    ["--seed", plan.seed],
    ["--threads", plan.threads],
    ["--precision", plan.precision],
    ["--steps", plan.steps],
    ["--batch-size", plan.batchSize],
    ["--learning-rate", optimizer.peakLearningRate],
    ["--layers", model.layers],
    ["--width", model.width],
    ["--heads", model.heads],
    ["--head-dim", rope.headDimension],
    ["--feed-forward", model.feedForwardWidth],
    ["--dropout", model.dropout],
    ["--base", rope.base],
    ["--far-tokens", plan.farTokens],
    ["--near-tokens", plan.nearTokens],
    ["--modulus", plan.modulus],
    ["--trained-length", plan.trainedLength],
    ["--tested-length", plan.testedLength],
    ["--train-sequences", sequences.train],
    ["--validation-sequences", sequences.validation],
    ["--test-sequences", sequences.test],
  ];
}
