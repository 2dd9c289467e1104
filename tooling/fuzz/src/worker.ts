/** Explores one border in a thread of its own, whose heap is bounded and which may be ended. */
import { parentPort, workerData } from "node:worker_threads";
import { serialize } from "node:v8";
import { type Border, filesOf } from "./border.js";
import { coverageOf } from "./coverage.js";
import { explore } from "./explore.js";

interface WorkerTask {
  /** The module of the border. */
  readonly border: string;
  readonly inputs: number;
  readonly seconds: number;
  readonly seed: number;
  /** Files of one input to run alone. */
  readonly only: Readonly<Record<string, Uint8Array>> | null;
  /** Counts inputs, so that whoever waits sees one that does not end. */
  readonly progress: Int32Array;
  /** The input that runs, serialized. */
  readonly running: Uint8Array;
}

const { border: module, inputs, seconds, seed, only, progress, running } = workerData as WorkerTask;
const coverage = coverageOf(new URL(".", import.meta.url).href);
const { border } = (await import(module)) as { readonly border: Border };
try {
  const meant = only === null ? border : { ...border, seeds: () => Promise.resolve([filesOf(only)]) };
  const tally = await explore(meant, {
    inputs: only === null ? Math.ceil(inputs * (border.share ?? 1)) : 0,
    seconds,
    seed,
    coverage,
    begin(files) {
      running.set(serialize(files).subarray(0, running.length));
      Atomics.add(progress, 0, 1);
    },
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  parentPort?.postMessage(tally);
} finally {
  await border.dispose?.();
}
