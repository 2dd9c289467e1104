/** vLLM serves exported folders of SmolLM2-135M, and resonance eval has from it the numbers of transformers. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { betweenEngines } from "../src/bounds.js";
import { exportFolder } from "../src/export-folder.js";
import { largestDifference } from "../src/largest-difference.js";
import { logProbabilitiesOf } from "../src/log-probabilities-of.js";
import { readAnswers } from "../src/read-answers.js";
import { evaluate, exportModel } from "../src/resonance.js";
import { scoreFolder } from "../src/scores.js";
import { settingOf } from "../src/settings.js";
import { show } from "../src/show.js";
import { startVllm } from "../src/vllm-server.js";

const model = inject("smolLm2");
const [address] = inject("texts").addresses;
const length = 1000;
const { folder, remove } = await exportFolder("vllm");
afterAll(remove);

describe.each(["none", "yarn", "resonance-yarn"])("SmolLM2-135M exported with %s", (name) => {
  test(`resonance eval perplexity of vLLM has the log-probabilities of transformers over ${length} tokens`, async () => {
    const exported = join(folder, name);
    await exportModel("hf", model.folder, exported, settingOf(name).flags);
    const server = await startVllm(inject("vllmPython"), exported, join(folder, `${name}-scratch`));
    let served: readonly number[];
    try {
      const words = ["perplexity", "--model", `${server.address}/v1`, "--text", address, "--length", String(length)];
      const { directory } = await evaluate([...words, "--out", join(folder, "runs")]);
      served = logProbabilitiesOf(await readAnswers(directory), [basename(address)]);
    } finally {
      await server.stop();
    }
    const request = { text: readFileSync(address, "utf8"), length };
    const { logProbabilities } = await scoreFolder(inject("python"), exported, request);
    const difference = largestDifference(logProbabilities, served);
    show(name, "vLLM beside transformers", difference, "nats");
    expect(difference).toBeLessThan(betweenEngines);
  });
});
