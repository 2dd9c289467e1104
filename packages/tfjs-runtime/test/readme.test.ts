import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as tfjsRuntime from "../src/index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("the README names every export", () => {
  for (const name of Object.keys(tfjsRuntime)) expect(readme).toContain(`\`${name}`);
});
