import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { inspectConfig } from "../src/index.js";

test("the README's program prints what the README says", () => {
  const [, program = "", output = ""] =
    /```ts\n(.+?)```\n\n```\n(.+?)```/su.exec(readFileSync(new URL("../README.md", import.meta.url), "utf8")) ?? [];
  const printed: string[] = [];
  const console = { log: (...values: unknown[]) => printed.push(values.map((value) => inspect(value)).join(" ")) };
  const javascript = program.replace(/^import .+\n/u, "");
  // oxlint-disable-next-line no-new-func -- the program is the README's own
  new Function("inspectConfig", "console", javascript)(inspectConfig, console);
  expect(`${printed.join("\n")}\n`).toBe(output);
});
