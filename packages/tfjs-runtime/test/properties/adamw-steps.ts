/** AdamW beside its equations in float64, on whatever backend is current. */
import { randomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { type AdamwOptions, adamw, compile } from "../../src/index.js";
import { largestDifference } from "../largest-difference.js";
import { memoryInUse } from "../memory-in-use.js";

const shapes: readonly number[][] = [[3, 4], [4], [2, 2, 3]];
const count = shapes.length;
const learningRates = [0.01, 0.02, 0.03, 0.02, 0.01];
const options = {
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-4,
  weightDecay: 0.5,
  decayed: [true, false, true],
} as const;

type Lists = number[][];

const drawn = (label: string): Lists =>
  shapes.map((shape, index) => {
    const random = randomSource(index).fork(label);
    return Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => random.normal());
  });

interface State {
  readonly weights: Lists;
  readonly firstMoments: Lists;
  readonly secondMoments: Lists;
  readonly norm: number;
}

const start: State = {
  weights: drawn("weights"),
  firstMoments: drawn("weights").map((values) => values.map(() => 0)),
  secondMoments: drawn("weights").map((values) => values.map(() => 0)),
  norm: 0,
};

/** Of the steps, the second and the fourth have gradients too small to be scaled down. */
const gradientsAt = (step: number): Lists =>
  drawn(`gradients ${step}`).map((values) => values.map((value) => value * (step % 2 === 0 ? 0.1 : 2)));

const correctionsAt = (step: number): [number, number] => [1 - options.beta1 ** step, 1 - options.beta2 ** step];

function stepInFloat64(state: State, step: number, { gradientClip }: Pick<AdamwOptions, "gradientClip">): State {
  const { beta1, beta2, epsilon, weightDecay, decayed } = options;
  const gradients = gradientsAt(step);
  const norm = Math.sqrt(gradients.flat().reduce((sum, value) => sum + value * value, 0));
  const scale = gradientClip === null ? 1 : Math.min(1, gradientClip / (norm + 1e-6));
  const [c1, c2] = correctionsAt(step);
  const rate = learningRates[step - 1] as number;
  const each = (compute: (parameter: number, place: number) => number): Lists =>
    start.weights.map((values, parameter) => values.map((_, place) => compute(parameter, place)));
  const at = (lists: Lists, parameter: number, place: number): number => lists[parameter]?.[place] as number;
  const firstMoments = each((p, i) => beta1 * at(state.firstMoments, p, i) + (1 - beta1) * scale * at(gradients, p, i));
  const secondMoments = each(
    (p, i) => beta2 * at(state.secondMoments, p, i) + (1 - beta2) * (scale * at(gradients, p, i)) ** 2,
  );
  const weights = each((p, i) => {
    const decay = decayed[p] === true ? 1 - rate * weightDecay : 1;
    const change = at(firstMoments, p, i) / c1 / (Math.sqrt(at(secondMoments, p, i) / c2) + epsilon);
    return at(state.weights, p, i) * decay - rate * change;
  });
  return { weights, firstMoments, secondMoments, norm };
}

const tensorsOf = (lists: Lists): tf.Tensor[] => lists.map((values, index) => tf.tensor(values, shapes[index]));

/** Tensors in and out in the order weights, first and second moments; then gradients and scalars in, the norm out. */
const stepOfKernel =
  (gradientClip: number | null) =>
  (inputs: tf.Tensor[]): tf.Tensor[] => {
    const [learningRate, firstCorrection, secondCorrection] = inputs.slice(4 * count) as [
      tf.Scalar,
      tf.Scalar,
      tf.Scalar,
    ];
    const { weights, firstMoments, secondMoments, gradientNorm } = adamw(
      {
        weights: inputs.slice(0, count),
        firstMoments: inputs.slice(count, 2 * count),
        secondMoments: inputs.slice(2 * count, 3 * count),
      },
      inputs.slice(3 * count, 4 * count),
      { learningRate, firstCorrection, secondCorrection },
      { ...options, gradientClip },
    );
    return [...weights, ...firstMoments, ...secondMoments, gradientNorm];
  };

export function adamwSteps(): void {
  it.each([
    { clip: 1, how: "op by op" },
    { clip: 1, how: "compiled" },
    { clip: null, how: "op by op" },
  ])("five steps, $how, with gradients scaled down to $clip, are the equations'", async ({ clip, how }) => {
    const compiled = compile(stepOfKernel(clip));
    const run = how === "compiled" ? compiled : stepOfKernel(clip);
    const before = memoryInUse();
    let expected = start;
    let state = [start.weights, start.firstMoments, start.secondMoments].flatMap(tensorsOf);
    for (let step = 1; step <= learningRates.length; step++) {
      expected = stepInFloat64(expected, step, { gradientClip: clip });
      const scalars = [learningRates[step - 1] as number, ...correctionsAt(step)].map((value) => tf.scalar(value));
      const inputs = [...state, ...tensorsOf(gradientsAt(step)), ...scalars];
      const outputs = run(inputs);
      // The outputs are all that is new; the inputs are still the caller's.
      expect(memoryInUse().tensors).toBe(before.tensors + inputs.length + outputs.length);
      tf.dispose(inputs);
      const values = await Promise.all(outputs.map(async (output) => Array.from(await output.data())));
      const { weights, firstMoments, secondMoments, norm } = expected;
      for (const [index, list] of [...weights, ...firstMoments, ...secondMoments, [norm]].entries()) {
        expect(outputs[index]?.shape).toEqual(index < 3 * count ? shapes[index % count] : []);
        expect(largestDifference(values[index] as number[], list), `step ${step}, output ${index}`).toBeLessThan(1e-6);
      }
      state = outputs.slice(0, -1);
      tf.dispose(outputs.slice(-1));
    }
    tf.dispose(state);
    expect(memoryInUse()).toEqual(before);
    compiled.dispose();
  });
}
