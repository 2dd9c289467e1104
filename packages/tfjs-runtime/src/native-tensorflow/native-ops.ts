/**
 * TensorFlow's ops called from inside a tfjs kernel, also on types that tfjs has no name for (bfloat16).
 * Attributes that follow from the inputs, such as element types, need not be given.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { NativeBinding } from "./binding.js";
import { type OpAttribute, attributeTypes } from "./op-attributes.js";
import type { TensorMetadata } from "./tensor-metadata.js";

/** A value of TensorFlow's; `dtype` is its number for the element type. */
export type NativeValue = TensorMetadata;

export interface NativeOps {
  /** Whether they are run on a card, where some ops add in any order: prepare-card.ts has TensorFlow refuse those. */
  readonly onCard: boolean;
  /** The only output of an op. */
  run(op: string, inputs: readonly (tf.Tensor | NativeValue)[], attributes?: Attributes): NativeValue;
  /** The outputs of an op that has several. */
  runMultiple(
    op: string,
    inputs: readonly (tf.Tensor | NativeValue)[],
    attributes: Attributes,
    outputs: number,
  ): NativeValue[];
}

type Attributes = Readonly<Record<string, boolean | number | { readonly type: number }>>;

/** tfjs-node's backend, over whichever binding. */
export interface NativeBackend {
  readonly binding: NativeBinding;
  getInputTensorIds(tensors: readonly tf.Tensor[]): number[];
  createOutputTensor(metadata: TensorMetadata): tf.Tensor;
}

/** Runs `body`; what it returns becomes tensors of tfjs's, whatever else it made is freed. */
export function withNativeOps(
  backend: NativeBackend,
  body: (ops: NativeOps) => readonly NativeValue[] | null,
): tf.Tensor[] | null {
  const made = new Set<number>();
  const runMultiple: NativeOps["runMultiple"] = (op, inputs, attributes, outputs) => {
    const ids = inputs.map((input) =>
      input instanceof tf.Tensor ? (backend.getInputTensorIds([input])[0] as number) : input.id,
    );
    const values = backend.binding.executeOp(op, Object.entries(attributes).map(opAttribute), ids, outputs);
    for (const { id } of values) made.add(id);
    return values;
  };
  const run: NativeOps["run"] = (op, inputs, attributes = {}) =>
    runMultiple(op, inputs, attributes, 1)[0] as NativeValue;
  try {
    const results = body({ run, runMultiple, onCard: backend.binding.isUsingGpuDevice() });
    if (results === null) return null;
    return results.map((value) => {
      made.delete(value.id);
      return backend.createOutputTensor(value);
    });
  } finally {
    for (const id of made) backend.binding.deleteTensor(id);
  }
}

function opAttribute([name, value]: [string, Attributes[string]]): OpAttribute {
  if (typeof value === "boolean") return { name, type: attributeTypes.TF_ATTR_BOOL, value };
  if (typeof value === "number") return { name, type: attributeTypes.TF_ATTR_INT, value };
  return { name, type: attributeTypes.TF_ATTR_TYPE, value: value.type };
}
