/**
 * A graph under construction: the second face of the binding.
 *
 * Each op becomes a node whose output shapes TensorFlow infers; an eager tensor met on the way is
 * frozen into the graph as a constant. `register` turns the graph into a function of the eager
 * context, which is then called like any op, also in another graph.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { GraphOutput, Pointer, TensorFlowLibrary } from "./c-api.js";
import { type AttributeSetters, type OpAttribute, setAttribute } from "./op-attributes.js";
import type { TensorMetadata } from "./tensor-metadata.js";

export interface Recording {
  placeholder(input: { readonly dtype: number; readonly shape: readonly number[] }): TensorMetadata;
  add(op: string, attributes: readonly OpAttribute[], inputs: readonly number[], outputs: number): TensorMetadata[];
  /** Whether this tensor is a node of the graph, so that it has no values yet. */
  holds(id: number): boolean;
  register(name: string, placeholders: readonly TensorMetadata[], outputs: readonly number[]): RecordedFunction;
  dispose(): void;
}

/** A function that was recorded and not removed. */
export interface RecordedFunction {
  readonly definition: Pointer;
  readonly outputShapes: readonly (readonly number[])[];
  /** Those that it calls. */
  readonly calls: readonly RecordedFunction[];
}

/** Ops whose inputs begin with a list, and how many inputs stand after it. */
const inputsAfterList: Readonly<Record<string, number>> = { AddN: 0, ConcatV2: 1, Einsum: 0, Pack: 0 };

export function startRecording(
  { call, status, context, check }: TensorFlowLibrary,
  nextId: () => number,
  handleOf: (id: number) => Pointer,
  functions: ReadonlyMap<string, RecordedFunction>,
): Recording {
  const graph = call.TF_NewGraph();
  const nodes = new Map<number, GraphOutput>();
  const copied = new Set<RecordedFunction>();
  /** Makes functions known to this graph, those first that others call. */
  const takeOver = (called: RecordedFunction): void => {
    if (copied.has(called)) return;
    for (const inner of called.calls) takeOver(inner);
    call.TF_GraphCopyFunction(graph, called.definition, null, status);
    check("taking over a function");
    copied.add(called);
  };
  const setters: AttributeSetters = {
    type: call.TF_SetAttrType,
    bool: call.TF_SetAttrBool,
    float: call.TF_SetAttrFloat,
    string: call.TF_SetAttrString,
    int: call.TF_SetAttrInt,
    ints: call.TF_SetAttrIntList,
  };
  let operations = 0;
  const begin = (op: string): Pointer => call.TF_NewOperation(graph, op, `${op}_${operations++}`);
  const finish = (description: Pointer, op: string): Pointer => {
    const operation = call.TF_FinishOperation(description, status);
    check(`recording ${op}`);
    return operation;
  };

  /** -1 for a length that cannot be known before the values are there; null where that holds for the rank. */
  const shapeOf = (output: GraphOutput): number[] | null => {
    const rank = call.TF_GraphGetTensorNumDims(graph, output, status);
    check("inferring a shape");
    if (rank < 0) return null;
    const lengths = new BigInt64Array(Math.max(rank, 1));
    if (rank > 0) call.TF_GraphGetTensorShape(graph, output, lengths, rank, status);
    return Array.from(lengths.subarray(0, rank), Number);
  };

  const adopt = (output: GraphOutput, op: string): TensorMetadata => {
    const shape = shapeOf(output);
    if (shape === null || shape.some((length) => length < 0)) {
      throw new ResonanceError({
        kind: "invalid-argument",
        where: "compile",
        expected: "ops whose shapes follow from their inputs' shapes",
        received: op,
        remedy: "compute it outside the compiled function",
      });
    }
    const id = nextId();
    nodes.set(id, output);
    return { id, shape, dtype: call.TF_OperationOutputType(output) };
  };

  const nodeOf = (id: number): GraphOutput => {
    const known = nodes.get(id);
    if (known !== undefined) return known;
    const handle = handleOf(id);
    const tensor = call.TFE_TensorHandleResolve(handle, status);
    check("freezing a constant");
    const description = begin("Const");
    call.TF_SetAttrTensor(description, "value", tensor, status);
    call.TF_SetAttrType(description, "dtype", call.TFE_TensorHandleDataType(handle));
    call.TF_DeleteTensor(tensor);
    const output = { oper: finish(description, "Const"), index: 0 };
    nodes.set(id, output);
    return output;
  };

  return {
    holds: (id) => nodes.has(id),

    placeholder({ dtype, shape }) {
      const description = begin("Placeholder");
      call.TF_SetAttrType(description, "dtype", dtype);
      call.TF_SetAttrShape(description, "shape", BigInt64Array.from(shape, BigInt), shape.length);
      return adopt({ oper: finish(description, "Placeholder"), index: 0 }, "Placeholder");
    },

    add(op, attributes, inputs, outputs) {
      const sources = inputs.map(nodeOf);
      const called = functions.get(op);
      if (called !== undefined) takeOver(called);
      const description = begin(op);
      const after = inputsAfterList[op];
      const listed = after === undefined ? 0 : sources.length - after;
      if (after !== undefined) call.TF_AddInputList(description, sources.slice(0, listed), listed);
      for (const source of sources.slice(listed)) call.TF_AddInput(description, source);
      for (const attribute of attributes) {
        // The length of a list of inputs is known from the list itself, and may not be set beside it.
        if (after === undefined || attribute.name !== "N") setAttribute(setters, description, attribute);
      }
      const operation = finish(description, op);
      for (const [index, shape] of called?.outputShapes.entries() ?? []) {
        // TensorFlow does not look into a function for them.
        const lengths = BigInt64Array.from(shape, BigInt);
        call.TF_GraphSetTensorShape(graph, { oper: operation, index }, lengths, shape.length, status);
        check("setting a shape");
      }
      return Array.from({ length: outputs }, (_, index) => adopt({ oper: operation, index }, op));
    },

    register(name, placeholders, outputs) {
      const inputs = placeholders.map(({ id }) => nodeOf(id));
      const results = outputs.map(nodeOf);
      const definition = call.TF_GraphToFunction(
        graph,
        name,
        0,
        -1,
        null,
        inputs.length,
        inputs,
        results.length,
        results,
        null,
        null,
        "",
        status,
      );
      check("making a function of the recorded graph");
      call.TFE_ContextAddFunction(context, definition, status);
      check("registering the recorded function");
      return { definition, outputShapes: results.map((output) => shapeOf(output) as number[]), calls: [...copied] };
    },

    dispose() {
      call.TF_DeleteGraph(graph);
      nodes.clear();
    },
  };
}
