import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import * as tfjsRuntime from "../src/index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("the opening program of the README prints what the README says", async () => {
  const [, program = "", output = ""] = /```js\n(?:import .+?\n)+(.+?)```.+?```\n(.+?)```/su.exec(readme) ?? [];
  const printed: string[] = [];
  const given = {
    ...tfjsRuntime,
    tf,
    selectBackend: () => tfjsRuntime.selectBackend({ backend: "cpu" }),
    console: { log: (line: string) => printed.push(line) },
  };
  // oxlint-disable-next-line no-new-func -- the program is the README's own
  await new Function(...Object.keys(given), `return (async () => {${program}})()`)(...Object.values(given));
  expect(`${printed.join("\n")}\n`).toBe(output);
});

it("the README names every export", () => {
  for (const name of Object.keys(tfjsRuntime)) expect(readme).toContain(`\`${name}`);
});
