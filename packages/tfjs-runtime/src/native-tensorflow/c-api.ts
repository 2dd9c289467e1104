/**
 * TensorFlow's C API, bound with koffi: the functions that executing an op, recording a graph and
 * calling it as a function need. Signatures are those of tensorflow/c/c_api.h and c/eager/c_api.h.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import koffi from "koffi";
import { openForGood } from "./open-for-good.js";
import { quietly } from "./quietly.js";

/** An opaque C pointer, as koffi hands it out. */
export type Pointer = { readonly __pointer: never };
/** TF_Output: one output of a graph operation. */
export interface GraphOutput {
  readonly oper: Pointer;
  readonly index: number;
}

const signatures = [
  "const char* TF_Version()",
  "void* TF_NewStatus()",
  "int TF_GetCode(void*)",
  "const char* TF_Message(void*)",
  "void* TF_AllocateTensor(int, const int64_t*, int, size_t)",
  "void TF_DeleteTensor(void*)",
  "void* TF_TensorData(void*)",
  "size_t TF_TensorByteSize(void*)",
  "void* TF_NewGraph()",
  "void TF_DeleteGraph(void*)",
  "void* TF_NewOperation(void*, const char*, const char*)",
  "void TF_SetAttrType(void*, const char*, int)",
  "void TF_SetAttrBool(void*, const char*, uint8_t)",
  "void TF_SetAttrInt(void*, const char*, int64_t)",
  "void TF_SetAttrIntList(void*, const char*, const int64_t*, int)",
  "void TF_SetAttrFloat(void*, const char*, float)",
  "void TF_SetAttrString(void*, const char*, const char*, size_t)",
  "void TF_SetAttrShape(void*, const char*, const int64_t*, int)",
  "void TF_SetAttrTensor(void*, const char*, void*, void*)",
  "void TF_AddInput(void*, TF_Output)",
  "void TF_AddInputList(void*, const TF_Output*, int)",
  "void* TF_FinishOperation(void*, void*)",
  "int TF_OperationOutputType(TF_Output)",
  "int TF_GraphGetTensorNumDims(void*, TF_Output, void*)",
  "void TF_GraphGetTensorShape(void*, TF_Output, _Out_ int64_t*, int, void*)",
  "void TF_GraphSetTensorShape(void*, TF_Output, const int64_t*, int, void*)",
  "void* TF_GraphToFunction(void*, const char*, uint8_t, int, void*, int, const TF_Output*, int, const TF_Output*, void*, void*, const char*, void*)",
  "void TF_GraphCopyFunction(void*, void*, void*, void*)",
  "void TF_DeleteFunction(void*)",
  "void* TFE_NewContextOptions()",
  "void* TFE_NewContext(void*, void*)",
  "void TFE_ContextAddFunction(void*, void*, void*)",
  "void TFE_ContextRemoveFunction(void*, const char*, void*)",
  "void* TFE_ContextListDevices(void*, void*)",
  "int TF_DeviceListCount(void*)",
  "const char* TF_DeviceListName(void*, int, void*)",
  "const char* TF_DeviceListType(void*, int, void*)",
  "void TF_DeleteDeviceList(void*)",
  "void* TFE_NewOp(void*, const char*, void*)",
  "void TFE_DeleteOp(void*)",
  "void TFE_OpAddInput(void*, void*, void*)",
  "void TFE_OpAddInputList(void*, const void**, int, void*)",
  "void TFE_OpSetAttrType(void*, const char*, int)",
  "void TFE_OpSetAttrBool(void*, const char*, uint8_t)",
  "void TFE_OpSetAttrInt(void*, const char*, int64_t)",
  "void TFE_OpSetAttrIntList(void*, const char*, const int64_t*, int)",
  "void TFE_OpSetAttrFloat(void*, const char*, float)",
  "void TFE_OpSetAttrString(void*, const char*, const char*, size_t)",
  "void TFE_Execute(void*, _Inout_ void**, _Inout_ int*, void*)",
  "void* TFE_NewTensorHandle(void*, void*)",
  "void* TFE_TensorHandleResolve(void*, void*)",
  "void* TFE_TensorHandleCopyToDevice(void*, void*, const char*, void*)",
  "void TFE_DeleteTensorHandle(void*)",
  "int TFE_TensorHandleDataType(void*)",
  "int TFE_TensorHandleNumDims(void*, void*)",
  "int64_t TFE_TensorHandleDim(void*, int, void*)",
] as const;

type Signature = (typeof signatures)[number];
type NameIn<S> = S extends `const ${infer Rest}`
  ? NameIn<Rest>
  : S extends `${string} ${infer Name}(${string}`
    ? Name
    : never;
type ResultOf<S> = S extends `void* ${string}`
  ? Pointer
  : S extends `const char* ${string}`
    ? string
    : S extends `void ${string}`
      ? void
      : S extends `int64_t ${string}` | `size_t ${string}`
        ? number | bigint
        : number;

export interface TensorFlowLibrary {
  /** The C functions by name; arguments are as the header says. */
  readonly call: { readonly [S in Signature as NameIn<S>]: (...values: unknown[]) => ResultOf<S> };
  readonly version: string;
  /** The status object that every fallible call reports to. */
  readonly status: Pointer;
  /** The eager context: devices, threads and registered functions. */
  readonly context: Pointer;
  /** Throws what the status holds, if it holds an error. */
  check(during: string): void;
  /** On a card, TensorFlow rounds the factors of a float32 product to 10 bits (TF32) until told not to. */
  keepFloat32(): void;
}

/** TF_Output under the name that the signatures use; koffi takes a name once a process. */
let outputType: ReturnType<typeof koffi.struct> | null = null;

/** Loads the two libraries from a folder; throws when they are missing, foreign or broken. */
export function loadTensorFlowLibrary({
  framework,
  main,
}: {
  readonly framework: string;
  readonly main: string;
}): TensorFlowLibrary {
  quietly(() => openForGood(framework));
  const library = openForGood(main);
  outputType ??= koffi.struct("TF_Output", { oper: "void*", index: "int" });
  const call = Object.fromEntries(
    signatures.map((signature) => [/ (\w+)\(/u.exec(signature)?.[1], library.func(signature)]),
  ) as unknown as TensorFlowLibrary["call"];
  const status = call.TF_NewStatus();
  const check = (during: string): void => {
    if (call.TF_GetCode(status) === 0) return;
    const received = call.TF_Message(status);
    throw new ResonanceError({ kind: "unavailable", where: "TensorFlow", expected: `${during} to succeed`, received });
  };
  const context = call.TFE_NewContext(call.TFE_NewContextOptions(), status);
  check("making a context");
  // C++'s tsl::enable_tensor_float_32_execution(bool): the C API has no function for it.
  const keepFloat32 = (): void => library.func("void _ZN3tsl32enable_tensor_float_32_executionEb(bool)")(false);
  return { call, version: call.TF_Version(), status, context, check, keepFloat32 };
}
