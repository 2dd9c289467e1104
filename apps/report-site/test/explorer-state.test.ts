import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ExplorerState, explorerFigures, explorerForm } from "../src/pages/explorer/explorer-state.js";
import { expectKeptInLinks } from "./states-in-links.js";

const keys = ["recursive-none-as-scaled-s0-01234567", "recursive-yarn-as-scaled-s0-89abcdef", "c"];
const form = explorerForm(keys, ["c"]);
const states: fc.Arbitrary<ExplorerState> = fc.record({
  drawn: fc.subarray(keys),
  figure: fc.constantFrom(...explorerFigures),
  task: fc.string(),
  setting: fc.string(),
  words: fc.string({ unit: "grapheme" }),
});

test("a link shows the state that it was copied from", () => {
  expectKeptInLinks(form, states);
});

test("the first state is an address without anything", () => {
  expect(form.write(form.initial)).toEqual({});
  expect(form.read(new URLSearchParams())).toEqual(form.initial);
});

test("any hash is a state, and draws only what is there", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (hash) => {
      const { drawn } = form.read(new URLSearchParams(`draw=${hash}`));
      for (const key of drawn) expect(keys).toContain(key);
    }),
  );
});
