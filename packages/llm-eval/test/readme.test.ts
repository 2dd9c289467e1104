import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as llmEval from "../src/index.js";
import * as node from "../src/node.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("every function that the README names is there", () => {
  const names = [...readme.matchAll(/`(\w+)\(/gu)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect([name, name in llmEval || name in node]).toEqual([name, true]);
});
