/** Reads what the page is drawn from: the record beside the models. */
import { readFile } from "node:fs/promises";
import type { RunRecord } from "@resonance-rope/contracts";
import type { PlaygroundModel } from "./playground-model.js";
import type { PlaygroundProps } from "./playground.js";

const recordFile = new URL("../../../models/record.json", import.meta.url);

/** As `models/make-models.mjs` writes it. */
export interface ModelsRecord {
  readonly models: readonly [MadeModel, ...MadeModel[]];
}

interface MadeModel {
  readonly record: RunRecord;
  readonly asFloat16: Omit<PlaygroundModel, "plan" | "example" | "predictions">;
  readonly example: PlaygroundModel["example"];
}

export async function playgroundProps(): Promise<PlaygroundProps> {
  const [first, ...others] = (JSON.parse(await readFile(recordFile, "utf8")) as ModelsRecord).models;
  return { models: [modelOf(first), ...others.map(modelOf)] };
}

function modelOf({ record: { plan }, asFloat16, example }: MadeModel): PlaygroundModel {
  const scored = plan.testedLength - plan.farTokens - plan.nearTokens;
  return { plan, ...asFloat16, predictions: plan.sequences.test * scored, example };
}
