import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as anywhere from "../src/index.js";
import * as node from "../src/node.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README names every export", () => {
  for (const name of [...Object.keys(anywhere), ...Object.keys(node)]) expect(readme).toContain(`\`${name}`);
});
