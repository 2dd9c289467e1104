/** Five steps of the tiny model on a backend: what a page does in the browser's test, and Node beside it. */
import { type SelectBackendOptions, selectBackend } from "@resonance-rope/tfjs-runtime";
import { createTraining } from "../src/index.js";
import { tinyBatch, tinyTraining } from "./tiny-model.js";

export interface BrowserTraining {
  readonly engine: string;
  readonly losses: readonly number[];
}

export async function trainTiny(options: SelectBackendOptions): Promise<BrowserTraining> {
  const { engine } = await selectBackend(options);
  const training = createTraining(tinyTraining);
  const losses: number[] = [];
  while (training.step < 5) losses.push((await training.advance(tinyBatch(training.step))).loss);
  training.dispose();
  return { engine, losses };
}
