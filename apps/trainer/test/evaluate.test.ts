import type { TrainingPlan } from "@resonance-rope/contracts";
import { createScorer, createTraining } from "@resonance-rope/model-tiny";
import { dataset, paperTask } from "@resonance-rope/posgen";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { Command } from "commander";
import { expect, it } from "vitest";
import { type TrainingFlags, addTrainingFlags, planFromFlags } from "../src/plan/training-flags.js";
import { createEvaluator } from "../src/training/evaluate.js";

const words =
  "--task recursive --protocol released-code --scaling linear --trained-length 12 --tested-length 24 --threads 1 " +
  "--train-sequences 8 --validation-sequences 4 --test-sequences 4 --layers 1 --width 16 --heads 1 --head-dim 8";
const flags = addTrainingFlags(new Command()).parse(words.split(" "), { from: "user" }).opts<TrainingFlags>();
const plan: TrainingPlan = planFromFlags(flags);
const { test } = dataset(paperTask("recursive"), plan);
/** j + k = 4 seed tokens; L = 12. */
const [seed, trained, tested] = [4, plan.trainedLength, plan.testedLength];

it("the loss is the mean over the trained positions after the seed, under the tested encoding", async () => {
  await selectBackend({ backend: "cpu" });
  const { model: config, optimizer, steps } = plan;
  const training = createTraining({ config, optimizer, steps, rope: plan.trainingRope, length: trained, seed: 0 });
  const expectedLoss = async (rope: RopeSpec): Promise<number> => {
    const scorer = createScorer({ config, rope, length: tested, batchSize: 4 });
    // The leading token, 17, then each sequence without its last token.
    const inputs = Int32Array.from(test.tokens, (_, index) =>
      index % tested === 0 ? 17 : (test.tokens[index - 1] as number),
    );
    const { lossesNats } = await scorer(training.weights(), inputs, test.tokens);
    const counted = [...lossesNats].filter((_, index) => index % tested >= seed && index % tested < trained);
    return counted.reduce((sum, loss) => sum + loss, 0) / counted.length;
  };
  const { lossNats, accuracyByPosition } = await createEvaluator(plan)(training.weights(), test);
  expect(lossNats).toBeCloseTo(await expectedLoss(plan.rope), 6);
  expect(Math.abs(lossNats - (await expectedLoss(plan.trainingRope)))).toBeGreaterThan(1e-3);
  expect(accuracyByPosition.slice(0, seed)).toEqual([null, null, null, null]);
  expect(accuracyByPosition).toHaveLength(tested);
  training.dispose();
});
