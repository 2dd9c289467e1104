/**
 * TensorFlow's numbers for element and attribute types (tensorflow/c/tf_datatype.h, tf_attrtype.h),
 * under the names that tfjs-node's kernels use.
 */
import type { Pointer } from "./c-api.js";

export const tensorTypes = {
  TF_FLOAT: 1,
  TF_INT32: 3,
  TF_UINT8: 4,
  TF_STRING: 7,
  TF_COMPLEX64: 8,
  TF_INT64: 9,
  TF_BOOL: 10,
  TF_BFLOAT16: 14,
  TF_RESOURCE: 20,
} as const;

export const attributeTypes = {
  TF_ATTR_STRING: 0,
  TF_ATTR_INT: 1,
  TF_ATTR_FLOAT: 2,
  TF_ATTR_BOOL: 3,
  TF_ATTR_TYPE: 4,
  TF_ATTR_SHAPE: 5,
} as const;

/** An attribute of a TensorFlow op, as tfjs-node's kernels spell it. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: string | number | boolean | readonly number[];
}

/** The C functions that set an attribute: TFE_OpSetAttr… on an op to run, TF_SetAttr… on a node to record. */
export interface AttributeSetters {
  readonly type: SetAttribute;
  readonly bool: SetAttribute;
  readonly float: SetAttribute;
  readonly string: SetAttribute;
  readonly int: SetAttribute;
  readonly ints: SetAttribute;
}
type SetAttribute = (operation: Pointer, name: string, ...value: unknown[]) => void;

export function setAttribute(setters: AttributeSetters, operation: Pointer, { name, type, value }: OpAttribute): void {
  if (type === attributeTypes.TF_ATTR_TYPE) setters.type(operation, name, value);
  else if (type === attributeTypes.TF_ATTR_BOOL) setters.bool(operation, name, value ? 1 : 0);
  else if (type === attributeTypes.TF_ATTR_FLOAT) setters.float(operation, name, value);
  else if (typeof value === "string") setters.string(operation, name, value, value.length);
  else if (Array.isArray(value)) setters.ints(operation, name, BigInt64Array.from(value, BigInt), value.length);
  else setters.int(operation, name, value);
}

interface ElementType {
  readonly bytes: number;
  readonly array: new (buffer: ArrayBuffer) => Float32Array | Int32Array | Uint8Array | BigInt64Array;
}

const elementTypes: Readonly<Record<number, ElementType>> = {
  [tensorTypes.TF_FLOAT]: { bytes: 4, array: Float32Array },
  [tensorTypes.TF_INT32]: { bytes: 4, array: Int32Array },
  [tensorTypes.TF_UINT8]: { bytes: 1, array: Uint8Array },
  [tensorTypes.TF_COMPLEX64]: { bytes: 8, array: Float32Array },
  [tensorTypes.TF_INT64]: { bytes: 8, array: BigInt64Array },
  [tensorTypes.TF_BOOL]: { bytes: 1, array: Uint8Array },
};

/** The bytes of an element and the array that views it; throws for types without a fixed width. */
export function elementType(dataType: number): ElementType {
  const found = elementTypes[dataType];
  if (found === undefined) throw new Error(`TensorFlow data type ${dataType} has no elements of fixed width`);
  return found;
}
