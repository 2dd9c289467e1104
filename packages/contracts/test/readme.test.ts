import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as contracts from "../src/index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README names every export", () => {
  for (const name of Object.keys(contracts)) expect(readme).toContain(`\`${name}`);
});
