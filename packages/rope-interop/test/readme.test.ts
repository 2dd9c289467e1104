import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import * as anywhere from "../src/index.js";
import * as node from "../src/node.js";

test("the README names every export", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const name of [...Object.keys(anywhere), ...Object.keys(node)]) expect(readme).toContain(`\`${name}`);
});

test("the README names every finding there is", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const sources = ["findings", "engines", "."].flatMap((folder) => {
    const place = new URL(`../src/${folder}/`, import.meta.url);
    return readdirSync(place)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(new URL(name, place), "utf8"));
  });
  const codes = sources.flatMap((source) => [
    ...source.matchAll(/code: (?:support === "refuses" \? )?"([a-z0-9-]+)"(?: : "([a-z0-9-]+)")?/gu),
    ...source.matchAll(/(?:ignored|differs|refused)\([^;]*?"([a-z0-9]+(?:-[a-z0-9]+)+)",?\s*\)/gu),
  ]);
  const found = new Set(codes.flatMap(([, ...names]) => names.filter((name) => name !== undefined)));
  expect(found.size).toBeGreaterThan(20);
  for (const code of found) expect(readme, code).toContain(`\`${code}\``);
});
