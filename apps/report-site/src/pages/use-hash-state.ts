/** A page's state, kept in the URL's hash as well: a link shows what its sender saw. */
import { useEffect, useState } from "preact/hooks";
import { aboutToShowAnew } from "./show-anew.js";

export interface HashForm<State> {
  /** What the page shows before its script runs, and without a hash. */
  readonly initial: State;
  /** From fields that anybody may have typed: what cannot be used stays as it is initially. */
  read(fields: URLSearchParams): State;
  write(state: State): Readonly<Record<string, string>>;
}

/** Browsers refuse to rewrite the address a hundred times in seconds, which a slider would. */
const pauseMilliseconds = 250;

/** `form` stays the same object from one drawing to the next. */
export function useHashState<State extends object>(
  form: HashForm<State>,
): [state: State, change: (fields: Partial<State>) => void] {
  const [state, setState] = useState(form.initial);

  useEffect(() => {
    const readHash = (): void => {
      // A link within the page has no fields, and leaves the state alone.
      if (location.hash.includes("=")) setState(form.read(new URLSearchParams(location.hash.slice(1))));
    };
    readHash();
    addEventListener("hashchange", readHash);
    return () => removeEventListener("hashchange", readHash);
  }, [form]);

  useEffect(() => {
    const write = (): void => {
      const wanted = hashOf(form, state);
      const there = location.hash.includes("=") ? location.hash : "";
      if (wanted !== there) history.replaceState(null, "", wanted || `${location.pathname}${location.search}`);
    };
    const timer = setTimeout(write, pauseMilliseconds);
    addEventListener(aboutToShowAnew, write);
    return () => {
      clearTimeout(timer);
      removeEventListener(aboutToShowAnew, write);
    };
  }, [form, state]);

  return [state, (fields) => setState((earlier) => ({ ...earlier, ...fields }))];
}

/** Empty for the initial state. */
function hashOf<State>(form: HashForm<State>, state: State): string {
  const text = (of: State): string => new URLSearchParams({ ...form.write(of) }).toString();
  return text(state) === text(form.initial) ? "" : `#${text(state)}`;
}
