/**
 * This project's side of a comparison: reads a number of units a line, does them, answers with a Turn.
 * peer/contender.py is the other side, in the same protocol.
 */
import { createInterface } from "node:readline";
import { type BackendName, type Precision, ResonanceError, messageOf } from "@resonance-rope/contracts";
import { requirePrecision, selectBackend } from "@resonance-rope/tfjs-runtime";
import type { WorkShape } from "./comparison.js";
import type { Greeting, Turn } from "./contender.js";
import { multiply } from "./multiply.js";
import { peakRssBytes } from "../memory/peak-rss.js";
import { recordedClock } from "./recorded-clock.js";
import { score } from "./score.js";
import { trainSteps } from "./train-steps.js";
import type { Work } from "./work.js";

export interface OurJob {
  readonly work: "train" | "score" | "multiply";
  readonly shape: WorkShape;
  readonly precision: Precision;
  readonly threads: number;
  readonly backend: BackendName;
}

const answer = (line: Greeting | Turn): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function main({ work, shape, precision, threads, backend }: OurJob): Promise<void> {
  const { engine } = await selectBackend({ threads, backend });
  const refusal = refusalOf(precision);
  if (refusal !== null) {
    answer({ refused: refusal, kind: "precision" });
    return;
  }
  const unit =
    work === "multiply" ? multiply(backend, precision) : (work === "train" ? trainSteps : score)(shape, precision);
  const clock = recordedClock();
  answer({ engine });
  for await (const line of createInterface({ input: process.stdin })) {
    clock?.reset();
    const start = performance.now();
    let done: Awaited<ReturnType<Work>> = {};
    for (let units = 0; units < Number(line); units++) done = await unit();
    const seconds = (performance.now() - start) / 1000;
    answer({ seconds, recordedSeconds: clock?.seconds() ?? null, peakRssBytes: peakRssBytes(), ...done });
  }
}

function refusalOf(precision: Precision): string | null {
  try {
    requirePrecision(precision);
    return null;
  } catch (error) {
    if (ResonanceError.isInstance(error)) return error.received;
    throw error;
  }
}

try {
  await main(JSON.parse(process.argv[2] ?? "") as OurJob);
} catch (error) {
  answer({ refused: messageOf(error), kind: "engine" });
}
