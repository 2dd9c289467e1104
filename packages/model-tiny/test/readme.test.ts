import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as modelTiny from "../src/index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("the README names every export", () => {
  for (const name of Object.keys(modelTiny)) expect(readme).toContain(`\`${name}`);
});

it("the README's PyTorch loader fits into 20 lines", () => {
  const [, loader = ""] = /```python\n(.+?)```/su.exec(readme) ?? [];
  expect(loader).toContain("def load_decoder(path):");
  expect(loader.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
});
