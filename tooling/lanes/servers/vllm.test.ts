/** vLLM serves exported folders of SmolLM2-135M with the numbers that transformers has for them. */
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { betweenEngines } from "../src/bounds.js";
import { exportFolder } from "../src/export-folder.js";
import { largestDifference } from "../src/largest-difference.js";
import { reference } from "../src/reference.js";
import { exportModel } from "../src/resonance.js";
import { scoreFolder } from "../src/scores.js";
import { settingOf } from "../src/settings.js";
import { show } from "../src/show.js";
import { startVllm } from "../src/vllm-server.js";

const model = inject("smolLm2");
const { folder, remove } = await exportFolder("vllm");
afterAll(remove);

describe.each(["none", "yarn", "resonance-yarn"])("SmolLM2-135M exported with %s", (name) => {
  test("vLLM gives the log-probabilities of transformers over 384 tokens", async () => {
    const exported = join(folder, name);
    await exportModel("hf", model.folder, exported, settingOf(name).flags);
    const server = await startVllm(inject("vllmPython"), exported, join(folder, `${name}-scratch`));
    let served: readonly number[];
    try {
      served = await server.logProbabilities(reference.tokens);
    } finally {
      await server.stop();
    }
    const { logProbabilities } = await scoreFolder(inject("python"), exported, { tokens: reference.tokens });
    const difference = largestDifference(logProbabilities, served);
    show(name, "vLLM beside transformers", difference, "nats");
    expect(difference).toBeLessThan(betweenEngines);
  });
});
