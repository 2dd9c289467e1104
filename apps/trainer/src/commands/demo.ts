import { availableParallelism } from "node:os";
import { type RunResult, type TrainingPlan, encodingName } from "@resonance-rope/contracts";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import type { Command } from "commander";
import { comparisonTable } from "../demo/comparison-table.js";
import { demoPlans, fullSize, smallerSize } from "../demo/demo-plans.js";
import type { RunEnd } from "../launchers/launcher.js";
import { launchLocally } from "../launchers/local.js";
import { positiveWholeNumber } from "../plan/parse-flags.js";
import { printJson } from "../terminal/print-json.js";
import { interrupted, stopOnSignals } from "../terminal/stop-on-signals.js";
import { trainingProgress } from "../terminal/training-progress.js";
import { warnPassedOver } from "../terminal/warn-passed-over.js";

interface Flags {
  readonly all?: true;
  readonly seeds?: number;
  readonly jobs?: number;
  readonly out: string;
  readonly json?: true;
}

export function addDemoCommand(program: Command): void {
  program
    .command("demo")
    .description("train RoPE and Resonance RoPE side by side and compare them past the trained length")
    .option("--all", "YaRN and Resonance YaRN too")
    .option("--seeds <n>", "how many seeds, from 0 (default: 8, without a native engine 4)", positiveWholeNumber)
    .option("--jobs <n>", "runs at a time (default: as many as cores)", positiveWholeNumber)
    .option("--out <runs>", "folder of runs", "runs")
    .option("--json", "print the results as JSON")
    .addHelpText("after", "\nExample:\n  resonance demo --seeds 1 --out runs")
    .action(async ({ all, seeds, jobs = availableParallelism(), out, json }: Flags) => {
      const { name: backend, passedOver } = await selectBackend();
      warnPassedOver(passedOver);
      const native = backend === "tensorflow";
      const plans = demoPlans(native ? fullSize : smallerSize, seeds ?? (native ? 8 : 4), all === true);
      introduce(plans, native);
      const runs = await train(plans, jobs, out);
      if (runs === null) return;
      if (json === true) printJson({ runs: runs.map(({ directory, result }) => ({ ...result, directory })) });
      else process.stdout.write(`\n${comparisonTable(runs)}\n`);
    });
}

function introduce(plans: readonly TrainingPlan[], native: boolean): void {
  const { trainedLength, testedLength, steps } = plans[0] as TrainingPlan;
  const seeds = new Set(plans.map(({ seed }) => seed)).size;
  if (!native) process.stderr.write("\n  No native engine: a smaller model on shorter sequences, on WebAssembly.\n");
  process.stderr.write(
    `\n  PosGen, chain of thought, trained on ${trainedLength} tokens, tested to ${testedLength}; ${steps} steps; ${seeds} ${seeds === 1 ? "seed" : "seeds"}\n`,
  );
}

/** Null when the user stopped it. The first run that fails stops the others, saved, and is thrown. */
async function train(
  plans: readonly TrainingPlan[],
  jobs: number,
  runsDirectory: string,
): Promise<{ plan: TrainingPlan; directory: string; result: RunResult }[] | null> {
  const progress = trainingProgress(process.stderr, () => performance.now());
  const { signal, release } = stopOnSignals();
  const failure = new AbortController();
  const ends = new Map<TrainingPlan, RunEnd>();
  try {
    await launchLocally(
      plans.map((plan) => ({ plan })),
      {
        runsDirectory,
        jobs,
        signal: AbortSignal.any([signal, failure.signal]),
        onStart: ({ plan }, step) => progress.start(label(plan), step, plan.steps),
        onRow: ({ plan }, row) => progress.row(label(plan), row),
        onEnd: ({ plan }, end) => {
          ends.set(plan, end);
          progress.end(label(plan), end.status);
          if (end.status === "failed") failure.abort(end.error);
        },
      },
    );
  } finally {
    progress.close();
    release();
  }
  failure.signal.throwIfAborted();
  const done = plans.flatMap((plan) => {
    const end = ends.get(plan);
    return end?.status === "done" ? [{ plan, ...end }] : [];
  });
  if (done.length === plans.length) return done;
  process.exitCode = interrupted;
  process.stderr.write("  saved; the same command goes on from here\n");
  return null;
}

const label = ({ rope, seed }: TrainingPlan): string => `${encodingName(rope)}, seed ${seed}`;
