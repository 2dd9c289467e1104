/** A value that takes time to compute: the last one stands until that of the newest inputs is there. */
import { type Inputs, useEffect, useRef, useState } from "preact/hooks";

/** Whoever types is not followed letter by letter. */
const pauseMilliseconds = 150;

/** @param initial the value of the first inputs, which are not computed again. */
export function useLatest<Value>(
  initial: Value,
  compute: (signal: AbortSignal) => Promise<Value>,
  inputs: Inputs,
): { readonly value: Value; readonly isPending: boolean } {
  const [state, setState] = useState({ value: initial, isPending: false });
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    setState(({ value }) => ({ value, isPending: true }));
    const overtaken = new AbortController();
    const { signal } = overtaken;
    const timer = setTimeout(() => {
      compute(signal).then(
        (value) => signal.aborted || setState({ value, isPending: false }),
        (error: unknown) => {
          if (!signal.aborted) throw error;
        },
      );
    }, pauseMilliseconds);
    return () => {
      clearTimeout(timer);
      overtaken.abort();
    };
  }, inputs);
  return state;
}
