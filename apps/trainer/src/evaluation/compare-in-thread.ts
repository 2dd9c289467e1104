/** Compares two reports in a thread of its own, so that Ctrl-C is heard and progress is seen meanwhile. */
import { Worker } from "node:worker_threads";
import { ResonanceError } from "@resonance-rope/contracts";
import type { Comparison } from "@resonance-rope/llm-eval";
import { receivedError } from "../sent-error.js";
import type { CompareJob, CompareMessage } from "./compare-worker.js";

export interface CompareInThreadOptions {
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}

export function compareInThread(job: CompareJob, { signal, onProgress }: CompareInThreadOptions): Promise<Comparison> {
  const worker = new Worker(new URL("./compare-worker.js", import.meta.url), { workerData: job });
  return new Promise<Comparison>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    worker.on("message", (message: CompareMessage) => {
      if (message.type === "progress") onProgress(message.share);
      else if (message.type === "comparison") resolve(message.comparison);
      else reject(receivedError(message.error));
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(endedEarly(code)));
  }).finally(() => worker.terminate());
}

const endedEarly = (code: number): ResonanceError =>
  new ResonanceError({
    kind: "unavailable",
    where: "eval compare",
    expected: "the comparing thread to work to the end",
    received: `its end with code ${code}`,
    remedy: "compare again",
  });
