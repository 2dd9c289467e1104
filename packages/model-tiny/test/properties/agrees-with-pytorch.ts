/** Loss, gradients and optimiser steps beside PyTorch's, on whatever backend is current. */
import { writeSafetensors } from "@resonance-rope/rope-interop";
import { compile } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { type StepReport, createTraining, lossAndGradients, parameterShapes, rotaryTensors } from "../../src/index.js";
import { largestRelativeDifference } from "../largest-difference.js";
import { readReferenceCase, referenceCases, steppedCases } from "../reference/read-reference-case.js";

/** Float32 sums in another order; the largest seen is 1e-6. */
const tolerance = 1e-5;

export function agreesWithPytorch(): void {
  it.for(referenceCases)("%s: loss and every gradient are PyTorch's", async (name, { annotate }) => {
    const { config, rope, batch, length, values, losses } = readReferenceCase(name);
    const shapes = parameterShapes(config, rope.headDimension);
    const rotary = rotaryTensors(rope, length);
    const step = compile((inputs) => {
      const weights = inputs.slice(0, shapes.length);
      const tokens = inputs.slice(shapes.length) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
      const options = { config, headDimension: rope.headDimension, shapes, rotary, precision: "float32" } as const;
      const [inputTokens, targets, targetWeights, counter] = tokens;
      const read = [inputTokens, targets, targetWeights] as const;
      const { loss, gradients } = lossAndGradients(options, weights, read, batch.batch, counter);
      return [loss, ...gradients];
    });
    const inputs = [
      ...shapes.map(({ name: parameter, shape }) => tf.tensor(values("weight", parameter), [...shape])),
      tf.tensor1d(batch.inputs, "int32"),
      tf.tensor1d(batch.targets, "int32"),
      tf.tensor1d(batch.targetWeights),
      tf.tensor1d([0, 0], "int32"),
    ];
    const outputs = step(inputs);
    const read = await Promise.all(outputs.map((tensor) => tensor.data()));
    const [loss, ...gradients] = read as [Float32Array, ...Float32Array[]];
    step.dispose();

    expect(largestRelativeDifference(loss, losses.slice(0, 1))).toBeLessThan(tolerance);
    const differences = shapes.map(({ name: parameter }, index) => {
      const difference = largestRelativeDifference(gradients[index] as Float32Array, values("gradient", parameter));
      return [parameter, difference] as const;
    });
    for (const [parameter, difference] of differences) expect(difference, parameter).toBeLessThan(tolerance);
    const largest = Math.max(...differences.map(([, difference]) => difference));
    await annotate(`largest difference over largest value in a gradient: ${largest.toExponential(1)}`);
  });

  it.for(steppedCases)("%s: three clipped AdamW steps end at PyTorch's weights", async (name, { annotate }) => {
    const reference = readReferenceCase(name);
    const { config, rope, optimizer, batch, length, values } = reference;
    const shapes = parameterShapes(config, rope.headDimension);
    const training = createTraining({
      config,
      rope,
      optimizer,
      steps: reference.stepsInSchedule,
      length,
      seed: 0,
      checkpoint: { bytes: atRest(reference), step: 0 },
    });
    const outcomes: StepReport[] = [];
    while (training.step < reference.losses.length) outcomes.push(await training.advance(batch));
    const weights = await Promise.all(training.weights().map((weight) => weight.data()));

    const figures = (key: "loss" | "gradientNorm" | "learningRate"): number[] => outcomes.map((step) => step[key]);
    expect(largestRelativeDifference(figures("loss"), reference.losses)).toBeLessThan(tolerance);
    expect(largestRelativeDifference(figures("gradientNorm"), reference.gradientNorms)).toBeLessThan(tolerance);
    expect(largestRelativeDifference(figures("learningRate"), reference.learningRates)).toBeLessThan(1e-12);
    expect(Math.min(...reference.gradientNorms)).toBeGreaterThan(optimizer.gradientClip as number);
    // The way gone, not the place reached: a step is a thousandth of the largest weight.
    const differences = shapes.map(({ name: parameter }, index) => {
      const start = values("weight", parameter);
      const moved = (end: Float32Array): Float32Array => end.map((value, at) => value - (start[at] as number));
      return [
        parameter,
        largestRelativeDifference(moved(weights[index] as Float32Array), moved(values("stepped", parameter))),
      ] as const;
    });
    for (const [parameter, difference] of differences) expect(difference, parameter).toBeLessThan(1e-3);
    const largest = Math.max(...differences.map(([, difference]) => difference));
    await annotate(`largest difference over largest value in an update: ${largest.toExponential(1)}`);
    training.dispose();
  });
}

/** The case's weights as a checkpoint of a training that has not begun: moments of zero. */
function atRest({ config, rope, values }: ReturnType<typeof readReferenceCase>): Uint8Array {
  const entries = parameterShapes(config, rope.headDimension).flatMap(({ name, shape }) => {
    const data = values("weight", name);
    const zeros = new Float32Array(data.length);
    return [
      [name, { dtype: "F32", shape, data }] as const,
      [`adamw.first_moment.${name}`, { dtype: "F32", shape, data: zeros }] as const,
      [`adamw.second_moment.${name}`, { dtype: "F32", shape, data: zeros }] as const,
    ];
  });
  return writeSafetensors(new Map(entries));
}
