/**
 * Uniform numbers that are a function of a counter, for dropout: no state to save, and the same
 * numbers whenever a step is run again.
 *
 * On native TensorFlow the kernel is StatelessRandomUniform (Philox); elsewhere a hash of
 * (key, step, site, index). The two give different numbers, each the same on every run.
 */
import * as tf from "@tensorflow/tfjs-core";

/** On WebGPU, webgpu-counter-uniform.ts holds the kernel. */
export const kernelName = "CounterUniform";

/** Sites in a model that draw independent numbers in one step. */
const sitesPerStep = 1024;

/**
 * Numbers in [0, 1) of a shape.
 * @param counter int32 tensor [2]: the run's key and the step.
 * @param site which of the model's draws this is, 0 ... 1023.
 */
export function counterUniform(shape: readonly number[], counter: tf.Tensor1D, site: number): tf.Tensor {
  registerOnce();
  return tf.tidy(() => {
    const seed = tf.add(tf.mul(counter, tf.tensor1d([1, sitesPerStep], "int32")), tf.tensor1d([0, site], "int32"));
    return tf.engine().runKernel<tf.Tensor>(kernelName, { seed }, { shape: [...shape] });
  });
}

interface NativeBackend {
  executeSingleOutput(op: string, attributes: readonly object[], inputs: readonly tf.Tensor[]): tf.Tensor;
}

function registerOnce(): void {
  const backendName = tf.getBackend();
  if (tf.getKernel(kernelName, backendName) !== undefined && tf.getKernel(kernelName, backendName) !== null) return;
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const seed = inputs["seed"] as tf.Tensor;
      const shape = attrs?.["shape"] as unknown as number[];
      if (backendName !== "tensorflow") return tf.tensor(hashedUniform(seed.dataSync() as Int32Array, shape), shape);
      const typeAttribute = { type: 4 };
      const attributes = [
        { ...typeAttribute, name: "dtype", value: 1 },
        { ...typeAttribute, name: "T", value: 3 },
        { ...typeAttribute, name: "Tseed", value: 3 },
      ];
      return (backend as NativeBackend).executeSingleOutput("StatelessRandomUniform", attributes, [
        tf.tensor1d(shape, "int32"),
        seed,
      ]);
    },
  });
}

/** 24-bit uniforms from two rounds of MurmurHash3's finaliser over (key, counter, index). */
function hashedUniform(seed: Int32Array, shape: readonly number[]): Float32Array {
  const [key = 0, step = 0] = seed;
  const start = mix(mix(key ^ 0x9e3779b9) ^ step);
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
