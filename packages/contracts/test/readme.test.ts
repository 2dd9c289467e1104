import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as contracts from "../src/index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README's program prints what the README says", () => {
  const [, names = "", program = "", output = ""] =
    /```js\nimport (\{.+?\}) from .+?\n(.+?)```.+?```\n(.+?)```/su.exec(readme) ?? [];
  const printed: string[] = [];
  const console = { log: (...values: unknown[]) => printed.push(values.join(" ")) };
  // oxlint-disable-next-line no-new-func -- the program is the README's own
  new Function("contracts", "console", `const ${names} = contracts;\n${program}`)(contracts, console);
  expect(`${printed.join("\n")}\n`).toBe(output);
});

test("the README names every export", () => {
  for (const name of Object.keys(contracts)) expect(readme).toContain(`\`${name}`);
});
