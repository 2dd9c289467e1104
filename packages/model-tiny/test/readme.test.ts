import { readFileSync } from "node:fs";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { expect, it } from "vitest";
import * as modelTiny from "../src/index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("the opening program of the README prints what the README says", async () => {
  const [, program = "", output = ""] = /```js\n(?:import .+?\n)+(.+?)```.+?```\n(.+?)```/su.exec(readme) ?? [];
  const printed: string[] = [];
  const given = {
    ...modelTiny,
    withRopeDefaults,
    selectBackend: () => selectBackend({ backend: "wasm" }),
    console: { log: (line: string) => printed.push(line) },
  };
  // oxlint-disable-next-line no-new-func -- the program is the README's own
  await new Function(...Object.keys(given), `return (async () => {${program}})()`)(...Object.values(given));
  expect(`${printed.join("\n")}\n`).toBe(output);
});

it("the README names every export", () => {
  for (const name of Object.keys(modelTiny)) expect(readme).toContain(`\`${name}`);
});

it("the README's PyTorch loader fits into 20 lines", () => {
  const [, loader = ""] = /```python\n(.+?)```/su.exec(readme) ?? [];
  expect(loader).toContain("def load_decoder(path):");
  expect(loader.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
});
