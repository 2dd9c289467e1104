/**
 * Uniform numbers that are a function of a counter, for dropout: no state to save, and the same
 * numbers whenever a step is run again.
 *
 * On native TensorFlow the kernel is StatelessRandomUniform (Philox); elsewhere a hash of
 * its seed, which is (key, step · 1024 + site), and of the number's index. The two give different numbers, each the same on every run.
 */
import * as tf from "@tensorflow/tfjs-core";
import { tensorTypes } from "../native-tensorflow/op-attributes.js";
import { defineKernel } from "./define-kernel.js";

/** On WebGPU, webgpu-counter-uniform.ts holds the kernel. */
export const kernelName = "CounterUniform";

/** Sites in a model that draw independent numbers in one step. */
const sitesPerStep = 1024;

const kernel = defineKernel<"seed", { shape: readonly number[] }>({
  name: kernelName,
  composed: ({ seed }, { shape }) => [tf.tensor(hashedUniform(seed.dataSync() as Int32Array, shape), [...shape])],
  native: ({ run }, { seed }, { shape }) => [
    run("StatelessRandomUniform", [tf.tensor1d([...shape], "int32"), seed], { dtype: { type: tensorTypes.TF_FLOAT } }),
  ],
});

/**
 * Numbers in [0, 1) of a shape.
 * @param counter int32 tensor [2]: the run's key and the step.
 * @param site which of the model's draws this is, 0 ... 1023.
 */
export function counterUniform(shape: readonly number[], counter: tf.Tensor1D, site: number): tf.Tensor {
  return tf.tidy(() => {
    const seed = tf.add(tf.mul(counter, tf.tensor1d([1, sitesPerStep], "int32")), tf.tensor1d([0, site], "int32"));
    return kernel({ seed }, { shape })[0];
  });
}

/** 24-bit uniforms from two rounds of MurmurHash3's finaliser over both words of the seed and the index. */
function hashedUniform(seed: Int32Array, shape: readonly number[]): Float32Array {
  const [key = 0, draw = 0] = seed;
  const start = mix(mix(key ^ 0x9e3779b9) ^ draw);
  const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
  for (let index = 0; index < values.length; index++) values[index] = (mix(start + index) >>> 8) / 2 ** 24;
  return values;
}

function mix(word: number): number {
  let hash = word;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
