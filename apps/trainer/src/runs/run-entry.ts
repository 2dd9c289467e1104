import type { RunRecord, RunResult } from "@resonance-rope/contracts";

/** A run in one row: what `train` prints of it, null in every field while it is unfinished. */
export type RunEntry = {
  readonly [Field in Exclude<keyof RunResult, "version" | "runId">]: RunResult[Field] | null;
} & {
  readonly runId: string;
  readonly directory: string;
  readonly status: "done" | "unfinished";
};

export function runEntry({
  directory,
  record,
  result,
}: {
  readonly directory: string;
  readonly record: Pick<RunRecord, "runId">;
  readonly result: RunResult | null;
}): RunEntry {
  return {
    runId: record.runId,
    directory,
    status: result === null ? "unfinished" : "done",
    idAccuracy: result?.idAccuracy ?? null,
    oodAccuracy: result?.oodAccuracy ?? null,
    accuracyByPosition: result?.accuracyByPosition ?? null,
    validationLoss: result?.validationLoss ?? null,
    steps: result?.steps ?? null,
    secondsPerStep: result?.secondsPerStep ?? null,
    backend: result?.backend ?? null,
  };
}
