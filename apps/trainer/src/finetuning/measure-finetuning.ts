/** What a fine-tuning would take, from one measured step; nothing is written. */
import type { BackendName, FinetuningPlan } from "@resonance-rope/contracts";
import { peakRssBytes } from "../memory/peak-rss.js";
import { heldOutLoss } from "./held-out-loss.js";
import type { Material } from "./open-material.js";
import { prepareFinetuning, startFinetuning } from "./prepare-finetuning.js";

export interface FinetuningEstimate {
  readonly documents: number;
  readonly tokens: number;
  readonly sequences: number;
  /** Held out; 0 without any. */
  readonly validationSequences: number;
  /** Of the data, in the steps of the plan. */
  readonly epochs: number;
  readonly memory: { readonly estimatedBytes: number; readonly measuredPeakBytes: number };
  readonly secondsPerStep: number;
  readonly secondsPerValidation: number;
  /** All of the run. */
  readonly seconds: number;
  readonly backend: BackendName;
}

export async function measureFinetuning(
  plan: FinetuningPlan,
  material: Material,
  { backend, signal }: { readonly backend: BackendName | undefined; readonly signal: AbortSignal },
): Promise<FinetuningEstimate> {
  const prepared = await prepareFinetuning(plan, material, { backend, signal });
  const { sequences, heldOut } = prepared;
  const { training, config, rope } = await startFinetuning(plan, material, { signal });
  try {
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      signal.throwIfAborted();
      const start = performance.now();
      await work();
      return (performance.now() - start) / 1000;
    };
    const step = (): Promise<number> => timed(() => training.advance([sequences.batch(0)], signal));
    // The first two record, compile and fill memory.
    await step();
    await step();
    const secondsPerStep = plan.batchSize * (await step());
    const one = heldOut === null ? null : { ...heldOut, count: 1 };
    const { precision, batchSize, steps } = plan;
    const secondsPerValidation =
      one === null
        ? 0
        : (heldOut?.count ?? 0) *
          (await timed(() => heldOutLoss(one, { config, rope, weights: training.weights(), precision, signal })));
    const validations = 1 + Math.ceil(steps / plan.validateEverySteps);
    return {
      documents: prepared.documents,
      tokens: prepared.tokens,
      sequences: sequences.count,
      validationSequences: heldOut?.count ?? 0,
      epochs: (steps * batchSize) / sequences.count,
      memory: { estimatedBytes: prepared.memoryBytes, measuredPeakBytes: peakRssBytes() },
      secondsPerStep,
      secondsPerValidation,
      seconds: steps * secondsPerStep + validations * secondsPerValidation,
      backend: prepared.backend.name,
    };
  } finally {
    training.dispose();
  }
}
