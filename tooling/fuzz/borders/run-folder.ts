/** A training's folder: its record, metrics and result, and the listing that it stands in. */
import { listRuns, readRun } from "@resonance-rope/run-store";
import { exampleDocument as example } from "../src/example-document.js";
import { type Border, filesOf } from "../src/border.js";
import { onDisk } from "../src/on-disk.js";

const disk = onDisk();

export const border: Border = {
  refuses: ["invalid-file"],
  seeds: () =>
    Promise.resolve([
      filesOf({
        "run/record.json": example("record"),
        "run/result.json": example("result"),
        "run/metrics.jsonl": `${example("step")}\n${example("evaluation")}\n`,
      }),
    ]),
  read: (files) =>
    disk.with(files, async (folder) => {
      await listRuns(folder);
      await readRun(`${folder}/run`);
    }),
  dispose: disk.dispose,
};
