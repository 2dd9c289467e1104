/** A thread that compares two reports for the program's own: the bootstrap blocks for seconds, and says how far it is. */
import { parentPort, workerData } from "node:worker_threads";
import type { EvaluationReport } from "@resonance-rope/contracts";
import { type Comparison, compareReports } from "@resonance-rope/llm-eval";
import { type SentError, sentError } from "../sent-error.js";

export interface CompareJob {
  readonly first: EvaluationReport;
  readonly second: EvaluationReport;
}

export type CompareMessage =
  /** Of all resamples of all metrics, from 0 to 1. */
  | { readonly type: "progress"; readonly share: number }
  | { readonly type: "comparison"; readonly comparison: Comparison }
  | { readonly type: "error"; readonly error: SentError };

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window does
const send = (message: CompareMessage): void => parentPort?.postMessage(message);

function compare({ first, second }: CompareJob): void {
  const metrics = Object.keys(first.metrics).filter((name) => name in second.metrics).length;
  let compared = 0;
  const comparison = compareReports(first, second, {
    onProgress(done, resamples) {
      send({ type: "progress", share: Math.min(1, (compared + done / resamples) / metrics) });
      if (done === resamples) compared += 1;
    },
  });
  send({ type: "comparison", comparison });
}

try {
  compare(workerData as CompareJob);
} catch (error) {
  send({ type: "error", error: sentError(error) });
}
