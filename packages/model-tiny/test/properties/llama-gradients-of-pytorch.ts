/** Loss and gradients of a LLaMA-family decoder beside those of PyTorch through transformers. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { llamaGradients, rotaryTensors } from "../../src/index.js";
import { largestRelativeDifference } from "../largest-difference.js";
import { nextTokenBatch } from "../llama/next-token-batch.js";
import { type LlamaCase, llamaCases, readLlamaCase } from "../llama/read-llama-case.js";

/** Float32 sums in another order. */
const tolerance = 1e-4;

/** Of the case's tokens; each gradient there is one of PyTorch's. */
async function gradientsBesideReference(
  reference: LlamaCase,
  isTrained: (parameter: string) => boolean,
  keptBytes?: number,
): Promise<{ loss: number; trained: string[]; parameters: string[] }> {
  const { config, rope } = reference;
  const { headDimension } = rope;
  const weights = reference.weights();
  const batch = nextTokenBatch(reference);
  const rotary = rotaryTensors(rope, batch.inputs.length / batch.batch);
  const kept = keptBytes === undefined ? {} : { keptBytes };
  const gradientsOf = llamaGradients({ config, headDimension, rotary, precision: "float32", isTrained, ...kept });
  const { loss, gradients } = gradientsOf(weights, batch);
  for (const [parameter, gradient] of gradients)
    expect(
      largestRelativeDifference((await gradient.data()) as Float32Array, reference.gradient(parameter)),
      parameter,
    ).toBeLessThan(tolerance);
  const [nats = Number.NaN] = await loss.data();
  tf.dispose([loss, ...gradients.values(), ...weights.values(), rotary.cosines, rotary.sines]);
  gradientsOf.dispose();
  return { loss: nats, trained: [...gradients.keys()].toSorted(), parameters: [...weights.keys()].toSorted() };
}

/** @param isSlow leaves out what is the same on a backend that records nothing. */
export function llamaGradientsOfPytorch(isSlow: boolean): void {
  it.each(llamaCases)("%s: loss and every gradient are PyTorch's, and no tensor stays", async (name) => {
    const reference = readLlamaCase(name);
    const before = tf.memory().numTensors;
    const { loss, trained, parameters } = await gradientsBesideReference(reference, () => true);
    const { logProbabilities } = reference;
    const mean = logProbabilities.reduce((sum, nats) => sum - nats, 0) / logProbabilities.length;
    expect(Math.abs(loss)).toBeCloseTo(mean, 4);
    expect(trained).toEqual(parameters);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.skipIf(isSlow).each([0, 1])("where layers may keep %i bytes: none or the first", async (keptBytes) => {
    const before = tf.memory().numTensors;
    const { trained, parameters } = await gradientsBesideReference(readLlamaCase("qwen2"), () => true, keptBytes);
    expect(trained).toEqual(parameters);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("parameters that are not trained have no gradient, and change none of the others'", async () => {
    const isTrained = (parameter: string): boolean => parameter.includes("attention.");
    const { trained, parameters } = await gradientsBesideReference(readLlamaCase("llama-yarn-tied"), isTrained);
    expect(trained).toEqual(parameters.filter(isTrained));
  });
}
