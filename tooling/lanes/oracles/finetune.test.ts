/** SmolLM2-135M with adapters of `resonance finetune`, as PEFT puts them beside transformers' weights. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { betweenEngines } from "../src/bounds.js";
import { exportFolder } from "../src/export-folder.js";
import { exportModel, finetune } from "../src/resonance.js";
import { scoreFolder } from "../src/scores.js";
import { show } from "../src/show.js";

const python = inject("python");
const { firstChapter } = inject("texts");
const { folder: model } = inject("smolLm2");
const { folder, remove } = await exportFolder("finetune");
afterAll(remove);

const encoding = ["--scaling", "yarn", "--factor", "4", "--resonance"];
const length = 64;

test("PEFT's loss on held-out text, before and after, is that of the run", { timeout: 600_000 }, async () => {
  const { perplexity, initialPerplexity, directory } = await finetune([
    model,
    "--data",
    firstChapter,
    "--validate",
    firstChapter,
    "--validate-sequences",
    "1",
    ...encoding,
    ..."--lora 4 --steps 3 --batch-size 1 --learning-rate 0.002 --length".split(" "),
    String(length),
    "--out",
    join(folder, "runs"),
  ]);
  // Else adapters that PEFT leaves out would go unseen.
  expect(Math.log(initialPerplexity / perplexity)).toBeGreaterThan(10 * betweenEngines);

  const exported = join(folder, "long");
  await exportModel("hf", model, exported, encoding);
  const request = { text: readFileSync(firstChapter, "utf8"), length: length + 1 };
  for (const [when, adapter, ours] of [
    ["before", undefined, initialPerplexity],
    ["after", join(directory, "adapter"), perplexity],
  ] as const) {
    const { logProbabilities } = await scoreFolder(python, exported, request, adapter);
    const loss = -logProbabilities.reduce((sum, nats) => sum + nats, 0) / logProbabilities.length;
    const difference = Math.abs(loss - Math.log(ours));
    show("fine-tuned", `loss of PEFT's model ${when}, beside the run's`, difference, "nats");
    expect(difference).toBeLessThan(betweenEngines);
  }
});
