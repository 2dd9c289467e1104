import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";
import * as ropeCore from "../src/index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const [program = "", output = ""] = [...readme.matchAll(/```(?:js)?\n(.*?)```/gs)].map(([, block]) => block);

it("the opening program of the README prints what the README says", async () => {
  const { outputFiles } = await build({
    stdin: { contents: program.replaceAll("console.log(", "print("), resolveDir: fileURLToPath(import.meta.url) },
    alias: { "@resonance-rope/rope-core": fileURLToPath(new URL("../src/index.ts", import.meta.url)) },
    bundle: true,
    write: false,
    format: "iife",
  });
  const printed: string[] = [];
  const run = new Function("print", outputFiles.map(({ text }) => text).join(""));
  run((line: string) => printed.push(line));
  expect(`${printed.join("\n")}\n`).toBe(output);
});

it("the README names every export", () => {
  for (const name of Object.keys(ropeCore)) expect(readme).toContain(`\`${name}`);
});
