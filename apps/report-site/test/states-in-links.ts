/** What every page holds that keeps its state in the address: a link shows what its sender saw, whatever else is typed. */
import * as fc from "fast-check";
import { expect } from "vitest";
import type { HashForm } from "../src/pages/use-hash-state.js";

export function expectKeptInLinks<State>(form: HashForm<State>, states: fc.Arbitrary<State>): void {
  fc.assert(
    fc.property(states, (state) => {
      expect(form.read(new URLSearchParams({ ...form.write(state) }))).toEqual(state);
    }),
  );
}

/** `check` gets what is read from any text in any of the fields, among them the `likely` ones. */
export function forTypedHashes<State>(
  form: HashForm<State>,
  likely: readonly string[],
  check: (state: State) => void,
): void {
  const names = Object.keys(form.write(form.initial));
  const typed = fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom(...likely));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), typed), (fields) => {
      check(form.read(new URLSearchParams({ ...fields })));
    }),
  );
}
