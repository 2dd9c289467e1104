/** Fine-tunes in front of a user: progress, Ctrl-C that saves, and the result as JSON or words. */
import { basename } from "node:path";
import {
  type BackendName,
  type FinetuningPlan,
  type FinetuningRecord,
  type FinetuningRow,
  encodingName,
} from "@resonance-rope/contracts";
import { describeFinetuned, describeFinetuningEstimate } from "../terminal/describe-finetuning.js";
import { formatCount, formatWhole } from "../terminal/format-number.js";
import { introduceEngine } from "../terminal/introduce-engine.js";
import { printJson } from "../terminal/print-json.js";
import { interrupted, stopOnSignals } from "../terminal/stop-on-signals.js";
import { trainingProgress } from "../terminal/training-progress.js";
import { warnTracker } from "../terminal/warn-tracker.js";
import { type Listeners, runTracked } from "../trackers/run-tracked.js";
import type { Tracker } from "../trackers/tracker.js";
import { measureFinetuning } from "./measure-finetuning.js";
import { type Material, openMaterial } from "./open-material.js";
import { type FinetuningStart, type RunFinetuningOptions, runFinetuning } from "./run-finetuning.js";

export interface FinetuneOptions {
  readonly places: FinetuningRecord["places"];
  readonly column: string;
  readonly planOf: (material: Material) => FinetuningPlan;
  readonly place: RunFinetuningOptions["place"];
  readonly backend?: BackendName | undefined;
  readonly trackers: readonly Tracker[];
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function finetune({ places, column, planOf, ...options }: FinetuneOptions): Promise<void> {
  const { signal, release } = stopOnSignals("stopping");
  let material: Material | undefined;
  try {
    material = await openMaterial(places, column, signal);
    const plan = planOf(material);
    await (options.dryRun ? estimate : run)(plan, material, { ...options, signal });
  } catch (error) {
    if (error !== signal.reason) throw error;
    process.exitCode = interrupted;
    // While it was being loaded, from its beginning or from where an earlier start left it.
    process.stderr.write("  stopped before a step was taken; nothing is lost, and the same words go on\n");
  } finally {
    await material?.close();
    release();
  }
}

type Options = Pick<FinetuneOptions, "place" | "backend" | "trackers" | "json"> & { readonly signal: AbortSignal };

async function estimate(plan: FinetuningPlan, material: Material, { backend, signal, json }: Options): Promise<void> {
  const found = await measureFinetuning(plan, material, { backend, signal });
  if (json) printJson({ ...found, plan });
  else process.stdout.write(`${describeFinetuningEstimate(found, plan).join("\n")}\n`);
}

async function run(
  plan: FinetuningPlan,
  material: Material,
  { place, backend, trackers, signal, json }: Options,
): Promise<void> {
  const progress = trainingProgress(process.stderr, () => performance.now());
  const label = encodingName(plan.rope);
  try {
    const options = { place, ...(backend === undefined ? {} : { backend }), signal };
    const train = (listeners: Listeners<FinetuningStart, FinetuningRow>) =>
      runFinetuning(plan, material, { ...options, ...listeners });
    const outcome = await runTracked(train, {
      trackers,
      onTrackerFailure: warnTracker,
      now: () => performance.timeOrigin + performance.now(),
      onStart: ({ directory, engine, passedOver, step, tokens, documents, sequences }) => {
        const texts = `${formatWhole(tokens)} tokens of ${formatCount(documents, "document")}`;
        process.stderr.write(
          `  ${basename(directory)}\n  ${texts}: ${formatCount(sequences, "sequence")} of ${formatWhole(plan.length)}\n`,
        );
        introduceEngine(`${engine}, ${formatCount(plan.threads, "thread")}`, passedOver);
        progress.start(label, step, plan.steps);
      },
      onRow: (row) => progress.row(label, row),
    });
    progress.close();
    if (outcome.status === "stopped") {
      process.exitCode = interrupted;
      process.stderr.write(
        outcome.step === 0
          ? "  stopped before the first step was done; the same words begin again\n"
          : `  saved ${outcome.directory} at step ${outcome.step} of ${plan.steps}\n  go on with: npx resonance resume ${outcome.directory}\n`,
      );
      return;
    }
    const { directory, result } = outcome;
    if (json) printJson({ ...result, directory });
    else process.stdout.write(`${describeFinetuned(plan, result, directory).join("\n")}\n`);
  } finally {
    progress.close();
  }
}
