import type { FinetuningResult } from "@resonance-rope/contracts";
import type { FinetuningSummary } from "@resonance-rope/run-store";

/** A fine-tuning in one row: what `finetune` prints of it, null in every field while it is unfinished. */
export type FinetuningEntry = {
  readonly [Field in Exclude<keyof FinetuningResult, "version" | "runId">]: FinetuningResult[Field] | null;
} & {
  readonly runId: string;
  readonly directory: string;
  readonly status: "done" | "unfinished";
};

export function finetuningEntry({ directory, record, result }: FinetuningSummary): FinetuningEntry {
  return {
    runId: record.runId,
    directory,
    status: result === null ? "unfinished" : "done",
    validationLoss: result?.validationLoss ?? null,
    perplexity: result?.perplexity ?? null,
    initialPerplexity: result?.initialPerplexity ?? null,
    steps: result?.steps ?? null,
    trainedTokens: result?.trainedTokens ?? null,
    secondsPerStep: result?.secondsPerStep ?? null,
    backend: result?.backend ?? null,
    written: result?.written ?? null,
  };
}
