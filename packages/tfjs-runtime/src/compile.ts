/**
 * `compile` turns a function of tensors into one call.
 *
 * On native TensorFlow the function is run once with every op recorded into a graph, gradients and
 * optimiser included; the graph becomes a TensorFlow function, and each later call is one op. A new
 * shape or type of an input is a new recording. On other backends the function runs as it is.
 * One that is called inside another is a call in that one's graph.
 *
 * Tensors that the function takes from outside its inputs are frozen into the recording as constants.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import type { NativeBinding } from "./native-tensorflow/binding.js";
import type { NativeBackend } from "./native-tensorflow/native-ops.js";
import { attributeTypes, tensorTypes } from "./native-tensorflow/op-attributes.js";

export type TensorFunction = (inputs: tf.Tensor[]) => tf.Tensor[];

export interface CompiledFunction {
  /**
   * The outputs, owned by the caller; the inputs are left alone. Where it records, no gradient passes through, and a
   * call of which one is taken is refused.
   */
  (inputs: tf.Tensor[]): tf.Tensor[];
  /** Frees the recordings, not what XLA made of them. One that is called inside another is needed until that one has run. */
  dispose(): void;
}

export interface CompileOptions {
  /**
   * Let XLA compile the graph: a second or more at the first call, then sometimes faster, sometimes
   * slower than TensorFlow's own kernels. Default false; measure. What it compiled is kept until the process ends.
   */
  readonly xla?: boolean;
}

const tensorTypeOf: Readonly<Record<string, number>> = {
  float32: tensorTypes.TF_FLOAT,
  int32: tensorTypes.TF_INT32,
  bool: tensorTypes.TF_BOOL,
};
/** TensorFlow keeps functions by name in one table a process, so names must differ across compile calls. */
let functions = 0;

export function compile(compute: TensorFunction, { xla = false }: CompileOptions = {}): CompiledFunction {
  const recorded = new Map<string, { readonly name: string; readonly outputs: number }>();
  const attributes = xla ? [{ name: "_XlaMustCompile", type: attributeTypes.TF_ATTR_BOOL, value: true }] : [];
  let owner: NativeBinding | null = null;

  const record = ({ binding, getInputTensorIds, createOutputTensor }: NativeBackend, inputs: tf.Tensor[]) => {
    const name = `recorded_${functions++}`;
    let outputs = 0;
    const signature = inputs.map(({ dtype, shape }) => ({
      dtype: tensorTypeOf[dtype] ?? unsupportedType(dtype),
      shape,
    }));
    // What is made inside lives until all of it is recorded: a result may be a constant.
    tf.tidy(() => {
      binding.recordFunction(name, signature, (placeholders) => {
        const results = compute(placeholders.map((placeholder) => createOutputTensor(placeholder)));
        outputs = results.length;
        return getInputTensorIds(results);
      });
    });
    return { name, outputs };
  };

  const run = (inputs: tf.Tensor[]): tf.Tensor[] => {
    const backend = recordingBackend();
    if (backend === null) return tf.tidy(() => compute(inputs).map((output) => output.clone()));
    if (tf.engine().state.gradientDepth > 0) refuseGradient();
    owner = backend.binding;
    const key = inputs.map(({ dtype, shape }) => `${dtype}[${shape.join(",")}]`).join(" ");
    let call = recorded.get(key);
    if (call === undefined) recorded.set(key, (call = record(backend, inputs)));
    return backend.binding
      .executeOp(call.name, attributes, backend.getInputTensorIds(inputs), call.outputs)
      .map((metadata) => backend.createOutputTensor(metadata));
  };

  const dispose = (): void => {
    for (const { name } of recorded.values()) owner?.removeFunction(name);
    recorded.clear();
  };
  return Object.assign(run, { dispose });
}

/** Whether `compile` makes one call of a function on the current backend. */
export const isRecordingBackend = (): boolean => recordingBackend() !== null;

/** The current backend if it records: native TensorFlow over this package's binding. */
function recordingBackend(): NativeBackend | null {
  const backend = tf.backend() as unknown as NativeBackend;
  if (typeof backend.binding?.recordFunction !== "function") return null;
  return {
    binding: backend.binding,
    getInputTensorIds: (tensors) => backend.getInputTensorIds(tensors),
    createOutputTensor: (metadata) => backend.createOutputTensor(metadata),
  };
}

/** Of the call tfjs's tape would know nothing: what it adds to the gradient would be left out. */
function refuseGradient(): never {
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "compile",
    expected: "a call of which no gradient is taken",
    received: "one inside tf.grad, tf.grads or tf.valueAndGrads",
    remedy: "compile the function that takes the gradient, or use compileWithGradient",
  });
}

function unsupportedType(dtype: string): never {
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "compile",
    expected: "inputs of type float32, int32 or bool",
    received: dtype,
  });
}
