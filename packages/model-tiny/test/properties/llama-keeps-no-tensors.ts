/** What throws halfway gives every tensor back, and a training that failed halfway is not taken for one that did not. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { createLlamaGenerator, createLlamaTraining, llamaGradients, rotaryTensors } from "../../src/index.js";
import { nextTokenBatch } from "../llama/next-token-batch.js";
import { readLlamaCase } from "../llama/read-llama-case.js";
import { tinyOptimizer } from "../tiny-model.js";

const reference = readLlamaCase("llama");
const { config, rope } = reference;
const batch = nextTokenBatch(reference);
const length = batch.inputs.length / batch.batch;

export function llamaKeepsNoTensors(): void {
  it.each(["blocks.1.feed_forward.down", "blocks.0.attention.query"])("gradients without %s", (missing) => {
    const weights = reference.weights();
    const rotary = rotaryTensors(rope, length);
    const { headDimension } = rope;
    const gradientsOf = llamaGradients({
      config,
      headDimension,
      rotary,
      precision: "float32",
      isTrained: () => true,
    });
    weights.get(missing)?.dispose();
    const before = tf.memory().numTensors;
    expect(() => gradientsOf(weights, batch)).toThrow();
    expect(tf.memory().numTensors).toBe(before);
    gradientsOf.dispose();
    tf.dispose([...weights.values(), rotary.cosines, rotary.sines]);
  });

  it.each([
    ["while the prompt is read", 0],
    ["at a token after it", 1],
  ] as const)("generation that fails %s", async (_, tokens) => {
    const weights = reference.weights();
    const generate = createLlamaGenerator({ config, rope, weights });
    const before = tf.memory().numTensors;
    const text = generate([1, 2, 3], { tokens: 5 });
    for (let index = 0; index < tokens; index++) expect((await text.next()).done).toBe(false);
    weights.get("head")?.dispose();
    await expect(text.next()).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(before - 1);
    generate.dispose();
    tf.dispose([...weights.values()]);
  });

  it("a step that fails among its updates leaves a training that says so and is not saved", async () => {
    const before = tf.memory().numTensors;
    let updates = Infinity;
    const optimizer = {
      ...tinyOptimizer,
      get beta1() {
        if (updates-- > 0) return tinyOptimizer.beta1;
        throw new Error("no memory");
      },
    };
    const training = createLlamaTraining({
      config,
      rope,
      weights: reference.weights(),
      adapterRank: null,
      optimizer,
      steps: 4,
      length,
      seed: 0,
    });
    await training.advance([batch]);
    const during = tf.memory().numTensors;
    updates = 7;
    await expect(training.advance([batch])).rejects.toThrow("no memory");
    expect(tf.memory().numTensors).toBe(during);
    expect(training.step).toBe(1);
    await expect(training.save()).rejects.toThrow("some from after step 2");
    await expect(training.advance([batch])).rejects.toThrow("some from after step 2");
    expect(() => training.weights()).toThrow("go on from its last checkpoint");
    training.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
}
