/**
 * Measures how long native TensorFlow is inside recorded functions. What is left of a step is JavaScript, the
 * binding, and the making and reading of tensors.
 *
 * tfjs keeps its engine in a global; the binding below its native backend is an object of JavaScript whose
 * `executeOp` is wrapped here, in the benchmark's own process. Calls wait on a processor until all is computed.
 * On a card they do not, and the time inside would say nothing.
 */
interface Binding {
  executeOp(op: string, ...rest: unknown[]): unknown;
  recordFunction?: unknown;
  isUsingGpuDevice(): boolean;
}

export interface RecordedClock {
  reset(): void;
  seconds(): number;
}

/** The names that compile.ts of tfjs-runtime gives. */
const recordedName = /^recorded_\d+$/u;

/** Null where the backend in use does not record, or computes on a card. */
export function recordedClock(): RecordedClock | null {
  const { _tfengine: engine } = globalThis as { _tfengine?: { readonly backend: { readonly binding?: Binding } } };
  const binding = engine?.backend.binding;
  if (binding?.recordFunction === undefined || binding.isUsingGpuDevice()) return null;
  const execute = binding.executeOp;
  let milliseconds = 0;
  binding.executeOp = (op, ...rest) => {
    if (!recordedName.test(op)) return execute(op, ...rest);
    const start = performance.now();
    const outputs = execute(op, ...rest);
    milliseconds += performance.now() - start;
    return outputs;
  };
  return {
    reset: () => void (milliseconds = 0),
    seconds: () => milliseconds / 1000,
  };
}
