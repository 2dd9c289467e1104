/** What each fused kernel computes, on whatever backend is current. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { compile } from "../../src/index.js";
import { type KernelSample, kernelSamples, kernelTensors, kernelValues } from "../kernel-samples.js";
import { largestDifference } from "../largest-difference.js";
import { memoryInUse } from "../memory-in-use.js";
import { normals } from "../normals.js";
import { outputAndGradients, variables } from "../output-and-gradients.js";
import { type TensorValues, readTensors } from "../read-tensors.js";

const all = ({ inputs }: KernelSample): boolean[] => inputs.map(() => true);

/** Of a central difference: it balances float32's rounding, 6e-8 / step, with the step's own error, step². */
const step = 2 ** -8;

/** @param leftOut names of samples that take too long on the backend. */
export function kernelsByDefinition(leftOut: readonly string[] = []): void {
  const taken = kernelSamples.filter(({ name }) => !leftOut.includes(name));
  it.each(taken)("$name is its definition, and so are its gradients", async (sample) => {
    const { kernel, definition } = sample;
    const actual = await readTensors(() => outputAndGradients(kernel, kernelTensors(sample), variables(sample)));
    const expected = await readTensors(() => outputAndGradients(definition, kernelTensors(sample), variables(sample)));
    for (const [index, { shape, data }] of expected.entries()) {
      expect(actual[index]?.shape).toEqual(shape);
      expect(largestDifference(actual[index]?.data ?? [], data)).toBeLessThan(1e-5);
    }
  });

  it.each(taken)("$name rises along each input as its gradient says, and constants' is 0", async (sample) => {
    const values = kernelValues(sample);
    const [output, ...gradients] = (await readTensors(() =>
      outputAndGradients(sample.kernel, kernelTensors(sample), all(sample)),
    )) as [TensorValues, ...TensorValues[]];
    const weights = normals("weights", output.data.length);
    const objective = async (moved: readonly Float32Array[]): Promise<number> => {
      const [result] = (await readTensors(() => [sample.kernel(...kernelTensors(sample, moved))])) as [TensorValues];
      return dot(weights, result.data);
    };
    for (const [index, { constant, shape }] of sample.inputs.entries()) {
      const gradient = gradients[index] as TensorValues;
      expect(gradient.shape).toEqual(shape);
      if (constant) {
        expect(gradient.data.every((value) => value === 0)).toBe(true);
        continue;
      }
      const at = values[index] as Float32Array;
      const direction = normals(`direction ${index}`, at.length);
      const along = (distance: number): Float32Array[] =>
        values.with(
          index,
          at.map((value, place) => value + distance * (direction[place] as number)),
        );
      const rise = ((await objective(along(step))) - (await objective(along(-step)))) / (2 * step);
      expect(largestDifference([dot(gradient.data, direction)], [rise])).toBeLessThan(5e-4);
    }
  });

  it.each(taken)("$name keeps nothing but its output, compiled or not", async (sample) => {
    const compiled = compile((inputs) => outputAndGradients(sample.kernel, inputs, variables(sample)));
    const inputs = kernelTensors(sample);
    const calls = [
      () => [sample.kernel(...inputs)],
      () => outputAndGradients(sample.kernel, inputs, variables(sample)),
      () => compiled(inputs),
    ];
    const results: number[][] = [];
    for (const [call, run] of calls.entries()) {
      // The first call moves the inputs to where the backend computes, and records.
      tf.dispose(call === 1 ? tf.tidy(run) : run());
      const before = memoryInUse();
      const outputs = call === 1 ? tf.tidy(run) : run();
      expect(memoryInUse().tensors).toBe(before.tensors + outputs.length);
      results.push((await Promise.all(outputs.map(async (output) => Array.from(await output.data())))).flat());
      tf.dispose(outputs);
      expect(memoryInUse()).toEqual(before);
    }
    const [, eager, recorded] = results as [number[], number[], number[]];
    expect(largestDifference(recorded, eager)).toBeLessThan(1e-6);
    compiled.dispose();
    tf.dispose(inputs);
  });
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, index) => sum + value * (b[index] as number), 0);
