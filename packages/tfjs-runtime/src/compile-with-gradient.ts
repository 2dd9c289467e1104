/**
 * A function of tensors and its gradient, each one call: for a caller who takes the gradient later, as between the
 * layers of a model. The values in between that the gradient needs are computed again in that call (Chen et al. 2016),
 * or handed over from the first.
 *
 * What the gradient needs is what each op saved on tfjs's tape. Both calls record the same ops, so the second finds the
 * same tensors in the same places, and takes those handed over instead; TensorFlow leaves out of a graph what leads
 * nowhere.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type CompiledFunction, type TensorFunction, compile, isRecordingBackend } from "./compile.js";

export interface CompiledWithGradient {
  /** The output. */
  forward(inputs: readonly tf.Tensor[]): tf.Tensor;
  /** The output, and what to hand over: nothing on a backend that records nothing. */
  forwardKeeping(inputs: readonly tf.Tensor[]): { readonly output: tf.Tensor; readonly kept: tf.Tensor[] };
  /**
   * Gradients by the inputs that were named.
   * @param upstream gradient by the output
   * @param kept of `forwardKeeping` for the same inputs; empty: all is computed again
   */
  backward(inputs: readonly tf.Tensor[], upstream: tf.Tensor, kept: readonly tf.Tensor[]): tf.Tensor[];
  dispose(): void;
}

/**
 * @param compute one output.
 * @param named indices of the inputs by which there are gradients. Kept is what depends on the first of them: the rest,
 * of weights alone, is as large as they are and soon computed.
 */
export function compileWithGradient(
  compute: (inputs: readonly tf.Tensor[]) => tf.Tensor,
  named: readonly number[],
): CompiledWithGradient {
  /** @param look is shown the output, before the way back. */
  const gradients = (
    inputs: readonly tf.Tensor[],
    upstream: tf.Tensor | undefined,
    look: (first: tf.Tensor, output: tf.Tensor) => void,
  ): tf.Tensor[] => {
    const differentiate = tf.grads((...values: tf.Tensor[]) => {
      const here = [...inputs];
      for (const [index, input] of named.entries()) here[input] = values[index] as tf.Tensor;
      const output = compute(here);
      look(values[0] as tf.Tensor, output);
      return output;
    });
    try {
      return differentiate(
        named.map((input) => inputs[input] as tf.Tensor),
        upstream,
      );
    } catch (error) {
      // tfjs leaves what it saved, where it did not come to the end.
      const tape: readonly { readonly saved?: tf.Tensor[] }[] | null = tf.engine().state.activeTape;
      for (const { saved = [] } of tape ?? []) tf.dispose(saved);
      throw error;
    }
  };

  const keeping: TensorFunction = (inputs) => {
    const found: tf.Tensor[] = [];
    try {
      gradients(inputs, undefined, (first, output) => {
        for (const each of [output, ...savedAfter(first).map(({ value }) => value)]) found.push(tf.keep(each.clone()));
      });
      // Found within the gradient's tidy, handed to the caller's.
      return found.map((each) => each.clone());
    } finally {
      tf.dispose(found);
    }
  };
  /** Its last inputs are as many kept ones. */
  const taking =
    (count: number): TensorFunction =>
    (inputs) => {
      const own = inputs.slice(0, inputs.length - count - 1);
      const [upstream, ...kept] = inputs.slice(own.length);
      return gradients(own, upstream, (first) => {
        if (count > 0)
          for (const [index, { replace }] of savedAfter(first).entries()) replace(kept[index] as tf.Tensor);
      });
    };

  const forward = compile((inputs) => [compute(inputs)]);
  const forwardKeeping = compile(keeping);
  /** By how many kept ones they take, which another shape of the inputs may change. */
  const backwards = new Map<number, CompiledFunction>();
  return {
    forward: (inputs) => forward([...inputs])[0] as tf.Tensor,
    forwardKeeping(inputs) {
      if (!isRecordingBackend()) return { output: forward([...inputs])[0] as tf.Tensor, kept: [] };
      const [output, ...kept] = forwardKeeping([...inputs]) as [tf.Tensor, ...tf.Tensor[]];
      return { output, kept };
    },
    backward(inputs, upstream, kept) {
      let known = backwards.get(kept.length);
      if (known === undefined) backwards.set(kept.length, (known = compile(taking(kept.length))));
      return known([...inputs, upstream, ...kept]);
    },
    dispose() {
      for (const each of [forward, forwardKeeping, ...backwards.values()]) each.dispose();
    },
  };
}

interface Saved {
  readonly value: tf.Tensor;
  /** Puts copies of another tensor in all its places; the tape disposes of them. */
  replace(other: tf.Tensor): void;
}

/** Ops whose gradients want no values of what they saved. */
const readShapesOnly: ReadonlySet<string> = new Set([tf.Add, tf.Reshape]);

/** What the tape saved for its gradients that depends on a tensor. */
function savedAfter({ id }: tf.Tensor): Saved[] {
  const tape = tf.engine().state.activeTape;
  const after = new Set([id]);
  for (const { inputs, outputs } of tape)
    if (Object.values(inputs).some((input) => after.has(input.id))) for (const output of outputs) after.add(output.id);
  // What is saved is a copy, which is an op on the tape, too.
  const copied = new Map(tape.flatMap(({ inputs, outputs }) => outputs.map((output) => [output.id, inputs["x"]])));
  const places = new Map<number, { readonly copy: tf.Tensor; readonly saved: tf.Tensor[]; readonly index: number }[]>();
  for (const { kernelName, saved = [] } of tape) {
    if (readShapesOnly.has(kernelName)) continue;
    for (const [index, copy] of saved.entries()) {
      const of = copied.get(copy.id)?.id ?? copy.id;
      if (!after.has(of) || of === id) continue;
      places.set(of, [...(places.get(of) ?? []), { copy, saved, index }]);
    }
  }
  return [...places.values()].map((found) => ({
    value: (found[0] as (typeof found)[number]).copy,
    replace(other) {
      for (const { copy, saved, index } of found) {
        copy.dispose();
        saved[index] = tf.keep(other.clone());
      }
    },
  }));
}
