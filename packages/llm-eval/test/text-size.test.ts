import * as fc from "fast-check";
import { expect, test } from "vitest";
import { textSize } from "../src/perplexity/text-size.js";

test("words and bytes are those of a list of the words and of an encoded copy", () => {
  const space = fc.constantFrom(..." \n\r\t\u0085\u00a0\u2028\u3000\ufeff\u200b");
  const text = fc.array(fc.oneof(fc.string({ unit: "binary", maxLength: 3 }), fc.string({ maxLength: 3 }), space));
  fc.assert(
    fc.property(
      text.map((pieces) => pieces.join("")),
      (joined) => {
        const words = joined.split(/\s+/u).filter((word) => word !== "").length;
        expect(textSize(joined)).toEqual({ words, bytes: new TextEncoder().encode(joined).length });
      },
    ),
    { numRuns: 500 },
  );
});

test("half of a surrogate pair is encoded as three bytes, and the pair as four", () => {
  expect(textSize("\ud83d")).toEqual({ words: 1, bytes: 3 });
  expect(textSize("\ude00\ud83d")).toEqual({ words: 1, bytes: 6 });
  expect(textSize("\ud83d\ude00")).toEqual({ words: 1, bytes: 4 });
});
