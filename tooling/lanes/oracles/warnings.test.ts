/** The other tests expect no warning of transformers. Here is one that must be heard. */
import { linkSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { exportFolder } from "../src/export-folder.js";
import { scoreFolder, type ScoreRequest } from "../src/scores.js";

const original = join(inject("tinyModels"), "longrope/hugging-face");
const request = JSON.parse(readFileSync(join(inject("tinyModels"), "request.json"), "utf8")) as ScoreRequest;
const { folder, remove } = await exportFolder("warnings");
afterAll(remove);

test("a warning of transformers about the rope parameters is heard", async () => {
  const broken = join(folder, "broken");
  mkdirSync(broken);
  for (const name of readdirSync(original)) {
    if (name !== "config.json") linkSync(join(original, name), join(broken, name));
  }
  const config = JSON.parse(readFileSync(join(original, "config.json"), "utf8")) as { rope_parameters: object };
  const ropeParameters = { ...config.rope_parameters, attention_factor: -1 };
  writeFileSync(join(broken, "config.json"), JSON.stringify({ ...config, rope_parameters: ropeParameters }));
  const { warnings } = await scoreFolder(inject("python"), broken, request);
  expect(warnings.join("\n")).toContain("attention_factor");
});
