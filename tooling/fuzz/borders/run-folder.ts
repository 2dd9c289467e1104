/** A training's folder: its record, metrics and result, and the listing that it stands in. */
import { listRuns, readRun } from "@resonance-rope/run-store";
import type { Border } from "../src/border.js";
import { exampleDocument as example } from "../src/example-document.js";
import { folderBorder } from "../src/folder-border.js";

export const border: Border = folderBorder(
  {
    "run/record.json": example("record"),
    "run/result.json": example("result"),
    "run/metrics.jsonl": `${example("step")}\n${example("evaluation")}\n`,
  },
  async (folder) => {
    await listRuns(folder);
    await readRun(`${folder}/run`);
  },
);
