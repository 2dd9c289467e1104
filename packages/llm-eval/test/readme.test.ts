import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import * as llmEval from "../src/index.js";
import * as node from "../src/node.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README's program prints what the README says", () => {
  const [, program = "", output = ""] = /```js\nimport .+?\n(.+?)```\n\n```\n(.+?)```/su.exec(readme) ?? [];
  const printed: string[] = [];
  const show = (value: unknown): string => (typeof value === "string" ? value : inspect(value));
  const console = { log: (...values: unknown[]) => printed.push(values.map(show).join(" ")) };
  // oxlint-disable-next-line no-new-func -- the program is the README's own
  new Function("scoreLeval", "console", program)(llmEval.scoreLeval, console);
  expect(`${printed.join("\n")}\n`).toBe(output);
});

test("every function that the README names is there", () => {
  const names = [...readme.matchAll(/`(\w+)\(/gu)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect([name, name in llmEval || name in node]).toEqual([name, true]);
});
