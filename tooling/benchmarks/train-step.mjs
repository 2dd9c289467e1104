/**
 * One training step (forward, backward, clipping, AdamW; float32) beside eager PyTorch, in turns on one machine:
 *
 *   npm run build && node tooling/benchmarks/train-step.mjs [--size small|paper] [--threads N] [--pairs N] [--compiled] [--json]
 *
 * The processes stay up and take three steps each in turn, so that whatever else the machine does meets them all.
 * PyTorch is asked for its fastest eager form (fused attention, fused AdamW) and given the settings that make it
 * fastest here: freed memory kept, passive waiting. With --compiled, torch.compile takes part too (it needs a C++
 * compiler). RESONANCE_PYTHON names a Python with torch; default python3.
 */
import { spawn, spawnSync } from "node:child_process";
import { availableParallelism, cpus, loadavg } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const tokens = { batch: 128, length: 64, vocabulary: 18 };
/** The models of the presets `small` and `paper`, the latter without dropout. */
const sizes = {
  small: { ...tokens, layers: 2, width: 128, heads: 2, headDimension: 64, feedForwardWidth: 512 },
  paper: { ...tokens, layers: 2, width: 512, heads: 8, headDimension: 64, feedForwardWidth: 2048 },
};
const stepsPerTurn = 3;

const { values: flags } = parseArgs({
  options: {
    size: { type: "string", default: "small" },
    threads: { type: "string", default: String(availableParallelism()) },
    pairs: { type: "string", default: "15" },
    compiled: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const threads = Number(flags.threads);
const size = sizes[flags.size];
if (size === undefined) throw new Error(`--size: expected ${Object.keys(sizes).join(" or ")}, got ${flags.size}`);

const python = process.env.RESONANCE_PYTHON ?? "python3";
if (spawnSync(python, ["-c", "import torch"]).status === 0) await compare();
else
  process.stderr.write(
    `train-step: left out, ${python} has no torch; name a Python that has it in RESONANCE_PYTHON (pip install torch)\n`,
  );

async function compare() {
  const program = (name) => fileURLToPath(new URL(name, import.meta.url));
  const config = (compiled) => JSON.stringify({ ...size, threads, compiled });
  const pytorchEnvironment = {
    OMP_NUM_THREADS: String(threads),
    OMP_WAIT_POLICY: "PASSIVE",
    MALLOC_MMAP_THRESHOLD_: "8000000000",
    MALLOC_TRIM_THRESHOLD_: "16000000000",
    MALLOC_TOP_PAD_: "536870912",
  };
  const startPytorch = (compiled) =>
    start(python, [program("../oracles/train_step.py"), config(compiled)], pytorchEnvironment);
  const contenders = {
    ours: await start(process.execPath, [program("train-step-worker.mjs"), config(false)], {}),
    pytorch: await startPytorch(false),
    ...(flags.compiled ? { pytorchCompiled: await startPytorch(true) } : {}),
  };
  const milliseconds = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  const loadBefore = loadavg()[0];
  // The first turn records, warms up and takes memory, and does not count.
  for (let turn = 0; turn <= Number(flags.pairs); turn++) {
    for (const [name, { ask }] of Object.entries(contenders)) {
      const { seconds } = await ask(stepsPerTurn);
      if (turn > 0) milliseconds[name].push((1000 * seconds) / stepsPerTurn);
    }
  }
  for (const { end } of Object.values(contenders)) end();

  const figures = Object.fromEntries(
    Object.entries(contenders).map(([name, { engine }]) => [name, { engine, ...summary(milliseconds[name]) }]),
  );
  const report = {
    benchmark: "train-step",
    size: flags.size,
    model: size,
    threads,
    pairs: milliseconds.ours.length,
    stepsPerTurn,
    contenders: figures,
    ratioOfMedians: figures.pytorch.medianMs / figures.ours.medianMs,
    machine: cpus()[0]?.model,
    loadBefore,
  };
  if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else print(report);
}

/** A process that answers a number of steps with the seconds they took. */
async function start(command, words, environment) {
  const child = spawn(command, words, {
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${command} ended`);
    return JSON.parse(value);
  };
  const { engine } = await answer();
  const ask = (steps) => {
    child.stdin.write(`${steps}\n`);
    return answer();
  };
  return { engine, ask, end: () => child.stdin.end() };
}

function summary(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  const medianMs = at(0.5);
  return {
    medianMs,
    lowerQuartileMs: at(0.25),
    upperQuartileMs: at(0.75),
    fastestMs: at(0),
    slowestMs: at(1),
    tokensPerSecond: (1000 * size.batch * size.length) / medianMs,
  };
}

function print({ contenders, ratioOfMedians, machine, loadBefore, pairs }) {
  const { layers, width, heads, headDimension, feedForwardWidth, batch, length } = size;
  process.stdout.write(
    `training step, ${layers} layers, d ${width}, ${heads} x ${headDimension}, FFN ${feedForwardWidth}, batch ${batch} x ${length}, float32, ${threads} threads\n`,
  );
  for (const { engine, medianMs, lowerQuartileMs, upperQuartileMs, tokensPerSecond } of Object.values(contenders)) {
    const spread = `quartiles ${lowerQuartileMs.toFixed(0)} to ${upperQuartileMs.toFixed(0)}`;
    const rate = `${Math.round(tokensPerSecond).toLocaleString("en")} tokens/s`;
    process.stdout.write(`  ${engine.padEnd(34)} ${medianMs.toFixed(1).padStart(7)} ms  ${spread}  ${rate}\n`);
  }
  process.stdout.write(
    `  ${ratioOfMedians.toFixed(2)}x eager PyTorch: the ratio of medians of ${pairs} turns of ${stepsPerTurn} steps each, alternating; load ${loadBefore.toFixed(2)} before, ${machine}\n`,
  );
}
