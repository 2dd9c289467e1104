/**
 * The binding that tfjs-node's kernels call, written over TensorFlow's C API.
 *
 * tfjs-node's kernels are JavaScript that turns each tfjs op into a TensorFlow op and ends in
 * `executeOp(name, attributes, inputs, outputs)`. Here that call has two faces: outside a recording
 * it runs the op at once; inside, it adds a node to a graph (recording.ts) and answers with the
 * inferred shape, so that a whole training step becomes one function without its code knowing.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import koffi from "koffi";
import type { Pointer, TensorFlowLibrary } from "./c-api.js";
import {
  type AttributeSetters,
  type OpAttribute,
  attributeTypes,
  elementType,
  setAttribute,
  tensorTypes,
} from "./op-attributes.js";
import { type RecordedFunction, type Recording, startRecording } from "./recording.js";
import type { TensorMetadata } from "./tensor-metadata.js";

export interface NativeBinding {
  createTensor(shape: readonly number[], dtype: number, values: ArrayLike<number | bigint>): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array | BigInt64Array;
  executeOp(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[];
  isUsingGpuDevice(): boolean;
  getNumOfTensors(): number;
  /**
   * Runs `body` with every op recorded instead of executed, and registers the graph as a TensorFlow
   * function. `body` gets a placeholder for each input and returns the ids of the outputs. It may call functions
   * recorded before, and record others.
   */
  recordFunction(
    name: string,
    inputs: readonly { readonly dtype: number; readonly shape: readonly number[] }[],
    body: (placeholders: TensorMetadata[]) => readonly number[],
  ): void;
  removeFunction(name: string): void;
}

/**
 * @param card TensorFlow's name of the card to compute on, or null. Ops and recorded functions need no word of
 *   it: TensorFlow puts each where its kernels are fastest, copies inputs that lie elsewhere, and copies to the
 *   machine's memory what is read.
 */
export function createBinding(library: TensorFlowLibrary, card: string | null): NativeBinding {
  const { call, status, context, check } = library;
  const handles = new Map<number, Pointer>();
  let lastId = 0;
  const nextId = (): number => ++lastId;
  let recording: Recording | null = null;
  const functions = new Map<string, RecordedFunction>();

  const handleOf = (id: number): Pointer => {
    const handle = handles.get(id);
    if (handle !== undefined) return handle;
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "compile",
      expected: "a tensor made outside the recording, or one of the function's inputs",
      received: "a tensor that a finished recording left behind, or one of the function that this is called in",
      remedy: "return it from the compiled function instead of keeping it, or pass it as an input",
    });
  };

  /**
   * Floats go to the card as they are made: left here, every function that takes them would copy them again.
   * Whole numbers stay, for most kernels want those (axes, shapes) in the machine's memory.
   */
  const onCard = (handle: Pointer, dtype: number): Pointer => {
    if (card === null || dtype !== tensorTypes.TF_FLOAT) return handle;
    const copy = call.TFE_TensorHandleCopyToDevice(handle, context, card, status);
    call.TFE_DeleteTensorHandle(handle);
    check("copying a tensor to the card");
    return copy;
  };

  const adopt = (handle: Pointer): TensorMetadata => {
    const rank = call.TFE_TensorHandleNumDims(handle, status);
    const shape = Array.from({ length: rank }, (_, axis) => Number(call.TFE_TensorHandleDim(handle, axis, status)));
    const id = nextId();
    handles.set(id, handle);
    return { id, shape, dtype: call.TFE_TensorHandleDataType(handle) };
  };

  const setters: AttributeSetters = {
    type: call.TFE_OpSetAttrType,
    bool: call.TFE_OpSetAttrBool,
    float: call.TFE_OpSetAttrFloat,
    string: call.TFE_OpSetAttrString,
    int: call.TFE_OpSetAttrInt,
    ints: call.TFE_OpSetAttrIntList,
  };
  const execute: NativeBinding["executeOp"] = (op, attributes, inputs, outputs) => {
    const operation = call.TFE_NewOp(context, op, status);
    check(op);
    try {
      for (const attribute of attributes) setAttribute(setters, operation, attribute);
      for (const id of inputs) call.TFE_OpAddInput(operation, handleOf(id), status);
      check(`the inputs of ${op}`);
      const results: (Pointer | null)[] = Array.from({ length: outputs }, () => null);
      const count = [outputs];
      call.TFE_Execute(operation, results, count, status);
      check(op);
      return results.slice(0, count[0]).map((handle) => adopt(handle as Pointer));
    } finally {
      call.TFE_DeleteOp(operation);
    }
  };

  return {
    createTensor(shape, dtype, values) {
      const { bytes, array } = elementType(dtype);
      const dimensions = BigInt64Array.from(shape, BigInt);
      const size = shape.reduce((product, length) => product * length, 1);
      const tensor = call.TF_AllocateTensor(dtype, dimensions, shape.length, size * bytes);
      const memory = new array(koffi.view(call.TF_TensorData(tensor), size * bytes));
      if (memory instanceof BigInt64Array) memory.set(Array.from(values, BigInt));
      else memory.set(values as ArrayLike<number>);
      const handle = call.TFE_NewTensorHandle(tensor, status);
      call.TF_DeleteTensor(tensor);
      check("making a tensor");
      const id = nextId();
      handles.set(id, onCard(handle, dtype));
      return id;
    },

    deleteTensor(id) {
      const handle = handles.get(id);
      if (handle === undefined) return;
      handles.delete(id);
      call.TFE_DeleteTensorHandle(handle);
    },

    tensorDataSync(id) {
      if (recording?.holds(id) === true) {
        throw new ResonanceError({
          kind: "invalid-argument",
          where: "compile",
          expected: "a function that only computes tensors from tensors",
          received: "one that reads a tensor's values while it is recorded",
          remedy: "return the tensor and read it after the compiled call",
        });
      }
      const handle = handleOf(id);
      const tensor = call.TFE_TensorHandleResolve(handle, status);
      check("reading a tensor");
      const { array } = elementType(call.TFE_TensorHandleDataType(handle));
      const values = new array(koffi.view(call.TF_TensorData(tensor), Number(call.TF_TensorByteSize(tensor)))).slice();
      call.TF_DeleteTensor(tensor);
      return values;
    },

    executeOp: (op, attributes, inputs, outputs) =>
      recording === null ? execute(op, attributes, inputs, outputs) : recording.add(op, attributes, inputs, outputs),

    isUsingGpuDevice: () => card !== null,
    getNumOfTensors: () => handles.size,

    recordFunction(name, inputs, body) {
      const [outer, own] = [recording, startRecording(library, nextId, handleOf, functions)];
      recording = own;
      try {
        const placeholders = inputs.map((input) => own.placeholder(input));
        functions.set(name, own.register(name, placeholders, body(placeholders)));
      } finally {
        own.dispose();
        recording = outer;
      }
    },

    removeFunction(name) {
      call.TF_DeleteFunction(functions.get(name)?.definition);
      functions.delete(name);
      call.TFE_ContextRemoveFunction(context, name, status);
      check("removing a function");
    },
    ...tensorTypes,
    ...attributeTypes,
  } as NativeBinding;
}
