/** The machine of the playground: the two trained models, and a training at a time, on a backend of tfjs. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { type Dataset, dataset, generateSequence, taskOf } from "@resonance-rope/posgen";
import { createAnswerer } from "./answerer.js";
import { livePlan } from "./live-plan.js";
import type { AnswerRequest, AnsweredSequence, Machine } from "./machine.js";
import { trainLive } from "./train-live.js";

export interface PlaygroundModelFile {
  readonly plan: TrainingPlan;
  readonly weights: Uint8Array;
}

/** @param models at least one, trained on the same sequences. A backend has started by now, which `engine` names. */
export function createPlaygroundMachine(
  models: readonly PlaygroundModelFile[],
  { engine, now }: { readonly engine: string; readonly now: () => number },
): Machine {
  const modelAt = (index: number): PlaygroundModelFile => {
    const model = models[index];
    if (model === undefined)
      throw new RangeError(`playgroundMachine: expected a model below ${models.length}, got ${index}`);
    return model;
  };
  const { plan } = modelAt(0);
  const answerers = models.map((model) => createAnswerer(model.plan, model.weights));
  const data = dataset(taskOf(plan), plan);
  const trained = trainedSeeds(data);

  return {
    engine,
    async answer(request) {
      const sequences = sequencesOf(request, plan, data);
      const answered: AnsweredSequence[] = [];
      for (const tokens of sequences) {
        const predictions: Int32Array[] = [];
        for (const answer of answerers) predictions.push(await answer(tokens));
        answered.push({ tokens, predictions, trainedOn: trained.has(seedText(tokens, data.test.seedLength)) });
      }
      return answered;
    },
    async train({ model, milliseconds, signal }, onStep) {
      for await (const step of trainLive(livePlan(modelAt(model).plan), { milliseconds, now })) {
        onStep(step);
        // Other messages come in between two steps, the one to stop among them.
        await new Promise((resolve) => setTimeout(resolve));
        if (signal.aborted) return;
      }
    },
    dispose() {
      for (const answer of answerers) answer.dispose();
    },
  };
}

function sequencesOf(request: AnswerRequest, plan: TrainingPlan, { test }: Dataset): Int32Array[] {
  if ("seedTokens" in request) return [generateSequence(taskOf(plan), request.seedTokens, plan.testedLength)];
  return Array.from({ length: request.count }, (_, index) => {
    const row = (request.from + index) % test.count;
    return test.tokens.slice(row * test.length, (row + 1) * test.length);
  });
}

const seedText = (tokens: Int32Array, seedLength: number): string => tokens.subarray(0, seedLength).join();

function trainedSeeds({ train: { tokens, count, length, seedLength } }: Dataset): ReadonlySet<string> {
  return new Set(Array.from({ length: count }, (_, row) => seedText(tokens.subarray(row * length), seedLength)));
}
