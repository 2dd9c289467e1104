/**
 * A fine-tuning step of all weights of a LLaMA-family model, one sequence of 1024 tokens, beside transformers on the
 * same file, with float32 and with bfloat16 products: `npm run build`, then `node bench/finetune.bench.mjs MODEL
 * [threads]`, MODEL a .gguf or a folder. Shows time, memory, and how far the losses lie apart.
 */
import { randomSource } from "@resonance-rope/contracts";
import { createLlamaTraining, loadLlamaWeights } from "@resonance-rope/model-tiny";
import { openLlama } from "@resonance-rope/model-tiny/node";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import {
  besideTransformers,
  measuredApart,
  median,
  medianOf,
  megabytes,
  print,
  printSeconds,
  timed,
} from "./beside-transformers.mjs";

const LENGTH = 1024;
const optimizer = {
  peakLearningRate: 2e-5,
  weightDecay: 1e-2,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  schedule: "constant",
  warmupFraction: 0,
  gradientClip: 1,
};

if (!(await measuredApart(measure))) compare();

async function measure(path, { tokens, steps, precision, threads }) {
  await selectBackend({ threads });
  const file = await openLlama(path);
  const { config, rope, weights } = await loadLlamaWeights(file).finally(() => file.close());
  const length = tokens.length - 1;
  const training = createLlamaTraining({
    config,
    rope,
    weights,
    adapterRank: null,
    optimizer,
    steps,
    length,
    seed: 0,
    precision,
  });
  const batch = {
    inputs: Int32Array.from(tokens.slice(0, -1)),
    targets: Int32Array.from(tokens.slice(1)),
    targetWeights: new Float32Array(length).fill(1),
    batch: 1,
  };
  const [seconds, losses] = [[], []];
  for (let step = 0; step < steps; step++) {
    const [{ loss }, taken] = await timed(() => training.advance([batch]));
    seconds.push(taken);
    losses.push(loss);
  }
  training.dispose();
  // The first steps fill memory.
  return { losses, secondsPerStep: median(seconds.slice(2)), peakBytes: process.resourceUsage().maxRSS * 1024 };
}

function compare() {
  const [path, threads = "2"] = process.argv.slice(2);
  if (path === undefined) throw new Error("name a model: node bench/finetune.bench.mjs MODEL [threads]");
  const random = randomSource(0);
  // Transformers drops the last logit itself: the same 1024 targets for both.
  const tokens = Array.from({ length: LENGTH + 1 }, () => random.integer(32_000));
  for (const precision of ["float32", "mixed-bfloat16"]) {
    const request = { tokens, steps: 7, precision, threads: Number(threads) };
    const results = besideTransformers(import.meta.url, "finetune_steps.py", path, request);
    printSeconds(`a step, ${precision}`, "secondsPerStep", results);
    const { ours, theirs } = results;
    print("  memory at most", megabytes(medianOf("peakBytes", ours)));
    if (theirs.length === 0) continue;
    print("  transformers'", megabytes(medianOf("peakBytes", theirs)));
    const apart = ours[0].losses.map((loss, step) => Math.abs(loss - theirs[0].losses[step]));
    print("  losses apart", `${Math.max(...apart).toExponential(1)} nats at the most, in ${apart.length} steps`);
  }
}
