import { expect, test } from "vitest";
import { fuzzGguf } from "./fuzz-gguf.js";

test("no mutated file does more than throw a typed error", async () => {
  const { accepted, refused } = await fuzzGguf(10_000, 5);
  expect(accepted).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(5_000);
});
