/** A process that takes a few steps of a plan, writes nothing, and answers with its pace and its memory. */
import { type TrainingPlan, randomSource } from "@resonance-rope/contracts";
import { batchRows, dataset, nextTokens, taskOf } from "@resonance-rope/posgen";
import { requirePrecision, selectBackend } from "@resonance-rope/tfjs-runtime";
import { peakRssBytes } from "../memory/peak-rss.js";
import { createEvaluator } from "./evaluate.js";
import type { Pace } from "./pace.js";
import { trainingOfPlan } from "./training-of-plan.js";

export interface Measurement extends Pace {
  readonly peakRssBytes: number;
}

/** The first ones record, compile and fill memory. */
const [warmUpSteps, timedSteps] = [3, 4];
/** Two calls of the engine or so, so that memory is what a whole evaluation takes. */
const sequences = 100;

process.once("message", (plan: TrainingPlan) => void measure(plan).then((found) => process.send?.(found)));
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());

async function measure(plan: TrainingPlan): Promise<Measurement> {
  const { trainedLength, seed, batchSize } = plan;
  await selectBackend({ threads: plan.threads });
  requirePrecision(plan.precision);
  const evaluated = Math.min(sequences, plan.sequences.validation);
  const data = dataset(taskOf(plan), { ...plan, sequences: { ...plan.sequences, validation: evaluated, test: 1 } });
  const evaluator = createEvaluator(plan);
  const training = trainingOfPlan(plan);
  const tokens = batchRows(data.train, { batchSize, random: randomSource(seed), step: 0 });
  const batch = { ...nextTokens(tokens, trainedLength, plan), batch: batchSize };
  const stepSeconds = await timed(warmUpSteps, timedSteps, () => training.advance(batch));
  const evaluationSeconds = await timed(1, 1, () => evaluator(training.weights(), data.validation));
  return {
    secondsPerStep: stepSeconds / timedSteps,
    secondsPerSequence: evaluationSeconds / evaluated,
    peakRssBytes: peakRssBytes(),
  };
}

/** Seconds of the later ones of some turns. */
async function timed(before: number, turns: number, turn: () => Promise<unknown>): Promise<number> {
  for (let index = 0; index < before; index++) await turn();
  const start = performance.now();
  for (let index = 0; index < turns; index++) await turn();
  return (performance.now() - start) / 1000;
}
