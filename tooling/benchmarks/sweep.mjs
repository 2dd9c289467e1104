/**
 * What a sweep costs beside the trainings in it, and whether two runs of one thread side by side end sooner than
 * one after the other on two. Each figure is the median over rounds, its two sides in turns within a round.
 *
 *   npm run build && node tooling/benchmarks/sweep.mjs [--rounds N] [--runs N] [--steps N] [--preset NAME] [--json]
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { quartiles } from "../../apps/trainer/dist/bench/quartiles.js";

const { values: flags } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    runs: { type: "string", default: "2" },
    steps: { type: "string", default: "300" },
    preset: { type: "string", default: "small" },
    json: { type: "boolean", default: false },
  },
});
const [rounds, runs, steps] = [flags.rounds, flags.runs, flags.steps].map(Number);
const seeds = Array.from({ length: runs }, (_, seed) => seed);
/** Few sequences to score, so that it is training that is measured. */
const shape = {
  task: "recursive",
  preset: flags.preset,
  steps,
  "validation-sequences": 50,
  "test-sequences": 50,
};
const program = fileURLToPath(new URL("../../apps/trainer/bin/resonance.js", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "resonance-sweep-bench-"));

/** Seconds of a command line. */
async function seconds(...words) {
  const start = performance.now();
  const child = spawn(process.execPath, [program, ...words], { stdio: "ignore" });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`resonance ${words.join(" ")} ended with ${code}`);
  return (performance.now() - start) / 1000;
}

/** Seconds of a sweep into a new folder. */
async function sweepSeconds(threads, jobs) {
  const [plan, out] = [join(folder, "plan.yaml"), join(folder, "swept")];
  const grid = { ...shape, seed: seeds, threads };
  // YAML holds JSON.
  await writeFile(plan, JSON.stringify({ name: "bench", runs: [grid] }));
  const taken = await seconds("sweep", plan, "--jobs", String(jobs), "--out", out);
  await rm(out, { recursive: true });
  return taken;
}

/** Seconds of the same runs as commands, one after the other. */
async function trainSeconds(threads) {
  const out = join(folder, "trained");
  let sum = 0;
  for (const seed of seeds) {
    const words = Object.entries({ ...shape, seed, threads }).map(([flag, value]) => `--${flag}=${value}`);
    sum += await seconds("train", ...words, "--out", out);
  }
  await rm(out, { recursive: true });
  return sum;
}

const measured = [];
const [loadBefore] = loadavg();
try {
  for (let round = 0; round < rounds; round++) {
    const row = {
      trained: await trainSeconds(1),
      swept: await sweepSeconds(1, 1),
      sideBySide: await sweepSeconds(1, 2),
      oneOnTwoThreads: await sweepSeconds(2, 1),
    };
    measured.push(row);
    process.stderr.write(`  round ${round + 1} of ${rounds}: ${JSON.stringify(row)}\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const report = {
  benchmark: "sweep",
  runs,
  steps,
  preset: flags.preset,
  loadBefore,
  overhead: quartiles(measured.map(({ swept, trained }) => swept / trained - 1)).median,
  throughputSideBySide: quartiles(measured.map(({ sideBySide, oneOnTwoThreads }) => oneOnTwoThreads / sideBySide))
    .median,
  rounds: measured,
};
if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else
  process.stdout.write(
    `a sweep takes ${(100 * report.overhead).toFixed(1)} % more than its trainings; two runs of a thread side by side have ${report.throughputSideBySide.toFixed(2)}x the throughput of one after the other on two (load before: ${loadBefore.toFixed(1)})\n`,
  );
