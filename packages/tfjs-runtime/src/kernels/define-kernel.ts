/**
 * Makes a function of tensors a kernel of tfjs, with a gradient: one step on the gradient's tape, one place to be
 * fast. It is composed of tfjs's own ops on every backend, and of TensorFlow's where a kernel says how.
 */
import * as tf from "@tensorflow/tfjs-core";
import {
  type NativeBackend,
  type NativeOps,
  type NativeValue,
  withNativeOps,
} from "../native-tensorflow/native-ops.js";

/** As many as the kernel's definition says. */
type Several = [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, ...tf.Tensor[]];
type Tensors<Name extends string> = Readonly<Record<Name, tf.Tensor>>;

export interface KernelDefinition<Input extends string, Attributes extends object> {
  readonly name: string;
  /** By tfjs's ops. */
  composed(inputs: Tensors<Input>, attributes: Attributes): tf.Tensor[];
  /** By TensorFlow's ops, the same values up to rounding; null leaves a case to `composed`. */
  native?(ops: NativeOps, inputs: Tensors<Input>, attributes: Attributes): readonly NativeValue[] | null;
  /** Absent where nothing is to be differentiated. */
  readonly gradient?: {
    /** What the gradient needs: inputs by name, outputs by index. */
    readonly inputs: readonly Input[];
    readonly outputs: readonly number[];
    /** The gradient by each input, computed when asked for; `saved` in the order of `inputs`, then `outputs`. */
    of(upstream: Several, saved: Several, attributes: Attributes): Partial<Record<Input, () => tf.Tensor>>;
  };
}

/** A kernel to call; it registers itself with the backend in use at its first call there. */
export type Kernel<Input extends string, Attributes extends object> = (
  inputs: Tensors<Input>,
  attributes: Attributes,
) => Several;

export function defineKernel<Input extends string, Attributes extends object = Record<never, never>>(
  definition: KernelDefinition<Input, Attributes>,
): Kernel<Input, Attributes> {
  return (inputs, attributes) => {
    register(definition, tf.getBackend());
    // tfjs types attributes narrower than it treats them: they are handed on as they are.
    return tf.engine().runKernel<Several>(definition.name, inputs as tf.NamedTensorMap, attributes as never);
  };
}

function register<Input extends string, Attributes extends object>(
  { name, composed, native, gradient }: KernelDefinition<Input, Attributes>,
  backendName: string,
): void {
  if (tf.getKernel(name, backendName)) return;
  tf.registerKernel({
    kernelName: name,
    backendName,
    kernelFunc({ inputs, attrs, backend }) {
      const tensors = inputs as unknown as Tensors<Input>;
      const attributes = attrs as unknown as Attributes;
      return tf.tidy(() => {
        const byTensorFlow =
          native === undefined || backendName !== "tensorflow"
            ? null
            : withNativeOps(backend as NativeBackend, (ops) => native(ops, tensors, attributes));
        return byTensorFlow ?? composed(tensors, attributes);
      });
    },
  });
  if (gradient === undefined || tf.getGradient(name)) return;
  const last = Math.max(-1, ...gradient.outputs);
  tf.registerGradient({
    kernelName: name,
    inputsToSave: [...gradient.inputs],
    outputsToSave: Array.from({ length: last + 1 }, (_, index) => gradient.outputs.includes(index)),
    gradFunc: (upstream, saved, attrs) =>
      gradient.of([upstream].flat() as Several, saved as Several, attrs as unknown as Attributes) as Record<
        string,
        () => tf.Tensor
      >,
  });
}
