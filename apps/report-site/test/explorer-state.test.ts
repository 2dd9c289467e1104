import fc from "fast-check";
import { expect, test } from "vitest";
import { type ExplorerState, explorerFigures, hashOfState, stateOfHash } from "../src/pages/explorer/explorer-state.js";

const keys = ["recursive-none-as-scaled-s0-01234567", "recursive-yarn-as-scaled-s0-89abcdef", "c"];
const initial: ExplorerState = { drawn: ["c"], figure: "accuracy", task: "", setting: "", words: "" };
const states: fc.Arbitrary<ExplorerState> = fc.record({
  drawn: fc.subarray(keys),
  figure: fc.constantFrom(...explorerFigures),
  task: fc.string(),
  setting: fc.string(),
  words: fc.string({ unit: "grapheme" }),
});

test("a link shows the state that it was copied from", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(stateOfHash(hashOfState(state, initial), initial, new Set(keys))).toEqual(state);
    }),
  );
});

test("the first state is the address without anything", () => {
  expect(hashOfState(initial, initial)).toBe("");
  expect(stateOfHash("", initial, new Set(keys))).toEqual(initial);
});

test("any hash is a state, and draws only what is there", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (hash) => {
      const { drawn } = stateOfHash(`#draw=${hash}`, initial, new Set(keys));
      for (const key of drawn) expect(keys).toContain(key);
    }),
  );
});
