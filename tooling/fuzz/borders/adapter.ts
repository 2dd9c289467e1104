/** Low-rank adapters in PEFT's form, for a small LLaMA. */
import { type ModelTensor, blobSource, readSafetensorsTensors } from "@resonance-rope/rope-interop";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import { randomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { adapterParameters, initializeAdapter } from "../../../packages/model-tiny/src/llama/low-rank-adapters.js";
import { readPeftAdapter, writePeftAdapter } from "../../../packages/model-tiny/src/llama/peft-adapter.js";
import { type Border, type Files, filesOf, textOf } from "../src/border.js";
import { mendHeaderLength } from "../src/mend-safetensors.js";

const [configName, weightsName] = ["adapter_config.json", "adapter_model.safetensors"];
const llama = {
  config: {
    vocabularySize: 8,
    layers: 1,
    width: 8,
    heads: 2,
    keyValueHeads: 1,
    feedForwardWidth: 8,
    normEpsilon: 1e-5,
    biases: false,
    head: "tied",
  },
  rope: withRopeDefaults({ headDimension: 4, trainedLength: 64 }),
} as const;

export const border: Border = {
  refuses: ["invalid-file"],
  words: ['"LORA"', '"F16"', "[8,2]", "2", "1e9"],
  async seeds() {
    await import("@tensorflow/tfjs-backend-cpu");
    const random = randomSource(1);
    const weights = new Map(
      adapterParameters(llama.config, llama.rope.headDimension, 2).map((parameter) => [
        parameter.name,
        tf.tensor(initializeAdapter(parameter, random), [...parameter.shape]),
      ]),
    );
    const { config, tensors } = await writePeftAdapter({ ...llama, weights }, 2, "a/model");
    return [filesOf({ [configName]: JSON.stringify(config), [weightsName]: tensors })];
  },
  read: readAdapter,
  mend: (files) => new Map([...files, [weightsName, mendHeaderLength(files.get(weightsName) ?? new Uint8Array())]]),
};

async function readAdapter(files: Files): Promise<void> {
  let config: unknown;
  try {
    config = JSON.parse(textOf(files, configName));
  } catch {
    return;
  }
  const bytes = Uint8Array.from(files.get(weightsName) ?? []);
  const tensors: ReadonlyMap<string, ModelTensor> = await readSafetensorsTensors([
    blobSource(new Blob([bytes]), weightsName),
  ]);
  const before = tf.memory().numTensors;
  const read = await readPeftAdapter(llama, config, tensors);
  tf.dispose([...read.values()]);
  if (tf.memory().numTensors !== before) throw new Error("tensors that nobody disposes of");
}
