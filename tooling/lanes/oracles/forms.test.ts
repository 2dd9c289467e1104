/** The same encoding in each way that a config can say it: transformers reads every one alike. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { float32 } from "../src/bounds.js";
import { expectedRope } from "../src/expected-rope.js";
import { exportFolder } from "../src/export-folder.js";
import { largestRelativeDifference } from "../src/largest-difference.js";
import { exportModel } from "../src/resonance.js";
import { scoreFolder, type ScoreRequest } from "../src/scores.js";
import { settingOf } from "../src/settings.js";
import { show } from "../src/show.js";

const python = inject("python");
const models = inject("tinyModels");
const request = JSON.parse(readFileSync(join(models, "request.json"), "utf8")) as ScoreRequest;
const rope = { headDimension: 16, base: 10_000, trainedLength: 128, factor: 4 };
const forms: readonly (readonly [string, readonly string[]])[] = [
  ["as longrope", ["--form", "longrope"]],
  ["as rope_parameters", ["--schema", "rope-parameters"]],
];
const { folder, remove } = await exportFolder("forms");
afterAll(remove);

describe.each(["linear", "ntk-aware", "yarn", "resonance-yarn"])("%s", (name) => {
  test.each(forms)("%s has the formulas' frequencies, without a warning", async (form, flags) => {
    const out = join(folder, `${name} ${form}`);
    await exportModel("hf", join(models, "qwen2/hugging-face"), out, [...settingOf(name).flags, ...flags]);
    const expected = await expectedRope(python, rope, name);
    const { warnings, angularFrequencies, attentionFactor } = await scoreFolder(python, out, request);
    const difference = largestRelativeDifference(expected.angularFrequencies, angularFrequencies);
    show(`${name} ${form}`, "transformers' frequencies beside the formulas'", difference, "of them");
    expect(difference).toBeLessThan(float32);
    expect(Math.abs(attentionFactor - expected.attentionFactor)).toBeLessThan(float32);
    expect(warnings).toEqual([]);
  });
});
