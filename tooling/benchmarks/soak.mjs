/**
 * A thousand training steps with dropout, and a scoring every hundred: the tensors alive must stay as many as they
 * were, and memory must not grow by a tenth after the first two hundred.
 *
 *   npm run build && node tooling/benchmarks/soak.mjs [--steps N] [--backend NAME] [--json]
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { createScorer, createTraining, presets } from "@resonance-rope/model-tiny";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";

const { values: flags } = parseArgs({
  options: {
    steps: { type: "string", default: "1000" },
    threads: { type: "string", default: String(availableParallelism()) },
    backend: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const steps = Number(flags.steps);
const [batch, length, vocabularySize] = [32, 64, 18];

const { engine } = await selectBackend({
  threads: Number(flags.threads),
  ...(flags.backend === undefined ? {} : { backend: flags.backend }),
});
const { model, headDimension, optimizer } = presets.small;
const conventions = { attentionScale: "none", head: "separate", initialization: "t5", normEpsilon: 1e-6 };
const config = { ...model, ...conventions, vocabularySize, dropout: 0.1 };
const rope = withRopeDefaults({ headDimension, trainedLength: length });
const training = createTraining({ config, rope, optimizer, steps, length, seed: 0 });
const scorer = createScorer({ config, rope, length, batchSize: batch });

/** Batches differ by step, as in a training. */
const tokens = (from, by) =>
  Int32Array.from({ length: batch * length }, (_, index) => (from + index * by) % vocabularySize);
const rows = [];
while (training.step < steps) {
  const { step } = training;
  const [inputs, targets] = [tokens(step, 5), tokens(step + 5, 5)];
  await training.advance({ inputs, targets, targetWeights: new Float32Array(batch * length).fill(1), batch });
  // As the trainer does: Node frees what its native side holds only between turns of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  if (training.step % 100 === 0) {
    await scorer(training.weights(), inputs, targets);
    const row = {
      step: training.step,
      tensorsAlive: tf.memory().numTensors,
      rssMb: process.memoryUsage().rss / 2 ** 20,
    };
    rows.push(row);
    if (!flags.json)
      process.stdout.write(`  step ${row.step}  ${row.tensorsAlive} tensors  ${row.rssMb.toFixed(0)} MB\n`);
  }
}
scorer.dispose();
training.dispose();

const settled = rows[1] ?? rows[0];
const last = rows.at(-1);
const tensorsConstant = new Set(rows.map(({ tensorsAlive }) => tensorsAlive)).size === 1;
const growth = last.rssMb / settled.rssMb - 1;
const passed = tensorsConstant && growth < 0.1 && tf.memory().numTensors === 0;
const report = {
  benchmark: "soak",
  engine,
  steps,
  tensorsConstant,
  growth,
  tensorsAfterDispose: tf.memory().numTensors,
  rows,
  passed,
};
if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else {
  process.stdout.write(
    `${passed ? "flat" : "NOT flat"}: ${settled.rssMb.toFixed(0)} MB after ${settled.step} steps, ${last.rssMb.toFixed(0)} MB after ${last.step} (${engine}); ${report.tensorsAfterDispose} tensors left after all is disposed of\n`,
  );
}
process.exitCode = passed ? 0 : 1;
