/**
 * Takes training steps when asked: reads a number of steps a line, answers {"seconds", "loss"}.
 * The other side of train-step.mjs; the same protocol as tooling/oracles/train_step.py.
 */
import { createInterface } from "node:readline";
import { createTraining, presets } from "@resonance-rope/model-tiny";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import { selectBackend } from "@resonance-rope/tfjs-runtime";

const { layers, width, heads, headDimension, feedForwardWidth, vocabulary, batch, length, threads } = JSON.parse(
  process.argv[2],
);
const { engine } = await selectBackend({ threads });
const training = createTraining({
  config: {
    vocabularySize: vocabulary,
    layers,
    width,
    heads,
    feedForwardWidth,
    dropout: 0,
    attentionScale: "none",
    head: "separate",
    initialization: "t5",
    normEpsilon: 1e-6,
  },
  rope: withRopeDefaults({ headDimension, trainedLength: length }),
  optimizer: { ...presets.small.optimizer, schedule: "constant", warmupFraction: 0 },
  steps: 1,
  length,
  seed: 0,
});
const size = batch * length;
const data = {
  inputs: Int32Array.from({ length: size }, (_, index) => (index * 5) % vocabulary),
  targets: Int32Array.from({ length: size }, (_, index) => (index * 3 + 1) % vocabulary),
  targetWeights: new Float32Array(size).fill(1),
  batch,
};

const answer = (values) => process.stdout.write(`${JSON.stringify(values)}\n`);
answer({ engine: `this project, ${engine}` });
for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  let loss;
  for (let step = 0; step < Number(line); step++) ({ loss } = await training.advance(data));
  answer({ seconds: (performance.now() - start) / 1000, loss });
}
training.dispose();
