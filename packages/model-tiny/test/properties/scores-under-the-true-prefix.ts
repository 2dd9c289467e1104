/** The scorer beside the decoder and the training loss. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { noDropout } from "../../src/blocks/dropout.js";
import { decoderLogits } from "../../src/decoder.js";
import { type Scores, createScorer, createTraining, parameterShapes, rotaryTensors } from "../../src/index.js";
import { largestRelativeDifference } from "../largest-difference.js";
import { readTensors } from "../read-tensors.js";
import { tinyBatch, tinyConfig, tinyLength, tinyRope, tinyTraining } from "../tiny-model.js";

const { vocabularySize: V } = tinyConfig;
const count = 5;
const five = {
  inputs: Int32Array.from({ length: count * tinyLength }, (_, index) => (index * 5 + (index >> 3)) % 7),
  targets: Int32Array.from({ length: count * tinyLength }, (_, index) => (index * 3 + 1) % 7),
};

async function scoreFive(weights: readonly tf.Tensor[], batchSize: number): Promise<Scores> {
  const scorer = createScorer({ config: tinyConfig, rope: tinyRope, length: tinyLength, batchSize });
  const scores = await scorer(weights, five.inputs, five.targets);
  scorer.dispose();
  return scores;
}

export function scoresUnderTheTruePrefix(): void {
  it("predictions are the largest logits, and losses the negative log-likelihoods of the targets", async () => {
    const training = createTraining(tinyTraining);
    const { predictions, lossesNats } = await scoreFive(training.weights(), count);
    const [logits, logProbabilities] = (await readTensors(() => {
      const shapes = parameterShapes(tinyConfig, tinyRope.headDimension);
      const named = new Map(shapes.map(({ name }, index) => [name, training.weights()[index] as tf.Tensor]));
      const rotary = rotaryTensors(tinyRope, tinyLength);
      const input = {
        tokens: tf.tensor1d(five.inputs, "int32"),
        batch: count,
        rotary,
        dropout: noDropout,
        precision: "float32",
      } as const;
      const decoded = decoderLogits(tinyConfig, tinyRope.headDimension, named, input);
      return [decoded, tf.log(tf.softmax(decoded))];
    })) as [Float32Array, Float32Array];
    const rowOf = (values: Float32Array, index: number): Float32Array => values.subarray(index * V, (index + 1) * V);
    const likeliest = (row: Float32Array): number => row.indexOf(Math.max(...row));
    expect([...predictions]).toEqual(Array.from(predictions, (_, index) => likeliest(rowOf(logits, index))));
    const expected = Array.from(five.targets, (target, index) => -(rowOf(logProbabilities, index)[target] as number));
    expect(largestRelativeDifference(lossesNats, expected)).toBeLessThan(1e-5);
    training.dispose();
  });

  it("how many sequences go into one call changes no prediction and no loss beyond rounding", async () => {
    const training = createTraining(tinyTraining);
    const together = await scoreFive(training.weights(), count);
    for (const batchSize of [1, 2, 8]) {
      const apart = await scoreFive(training.weights(), batchSize);
      expect(apart.predictions).toEqual(together.predictions);
      expect(largestRelativeDifference(apart.lossesNats, together.lossesNats)).toBeLessThan(1e-5);
    }
    training.dispose();
  });

  it("the mean loss of the targets that count is the loss that training reports", async () => {
    const training = createTraining(tinyTraining);
    const scorer = createScorer({ config: tinyConfig, rope: tinyRope, length: tinyLength, batchSize: 2 });
    const batch = tinyBatch(0);
    const { lossesNats } = await scorer(training.weights(), batch.inputs, batch.targets);
    const counting = lossesNats.filter((_, index) => batch.targetWeights[index] === 1);
    const mean = counting.reduce((sum, loss) => sum + loss, 0) / counting.length;
    const { loss } = await training.advance(batch);
    expect(Math.abs(loss - mean)).toBeLessThan(1e-5);
    scorer.dispose();
    training.dispose();
  });

  it("training on one batch lowers its loss", async () => {
    const training = createTraining({ ...tinyTraining, steps: 30 });
    const losses: number[] = [];
    while (training.step < 30) losses.push((await training.advance(tinyBatch(0))).loss);
    expect(losses.at(-1)).toBeLessThan((losses[0] as number) / 2);
    training.dispose();
  });
}
