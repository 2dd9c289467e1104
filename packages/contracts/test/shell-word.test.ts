import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { shellWord } from "../src/index.js";

test("a shell reads the word that was meant", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom("a", " ", "'", '"', "$", "\\", "*", "é", "/", ";") }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(words, (all) => {
      const meant = all.map((word) => `${word}.`);
      const printed = execFileSync("sh", ["-c", `printf '%s\\n' ${meant.map(shellWord).join(" ")}`], {
        encoding: "utf8",
      });
      expect(printed).toBe(meant.map((word) => `${word}\n`).join(""));
    }),
    { numRuns: 20 },
  );
});

test("a plain path is left alone", () =>
  expect(shellWord("./models/SmolLM2-135M.gguf")).toBe("./models/SmolLM2-135M.gguf"));
