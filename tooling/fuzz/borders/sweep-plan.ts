/** A sweep's plan in YAML: parsed, and each of its runs read as a command line. */
import { join } from "node:path";
import { expandSweep } from "../../../apps/trainer/src/sweep/expand-sweep.js";
import { readSweepPlan } from "../../../apps/trainer/src/sweep/sweep-plan.js";
import { type Border, filesOf } from "../src/border.js";
import { onDisk } from "../src/on-disk.js";

const disk = onDisk();
const name = "plan.yaml";

export const border: Border = {
  refuses: ["invalid-argument", "invalid-file"],
  share: 1 / 4,
  words: [
    "[1, 2]",
    "*a",
    "&a x",
    "!!binary x",
    "? x",
    "<<: *a",
    "|\n  x",
    "yarn",
    "true",
    "- ",
    "factor: 4",
    "\n---\n",
  ],
  seeds: () =>
    Promise.resolve([
      filesOf({
        [name]: [
          "name: table 1",
          "description: Three tasks",
          "retries: 1",
          "runs:",
          "  - seed: [0, 1]",
          "    task: [recursive, chain-of-thought]",
          "    scaling: [none, yarn]",
          "    resonance: [false, true]",
          "    preset: small",
          "    threads: 1",
          "  - {task: semi-recursive, wavelengths: multiples-of:8, steps: 20, threads: 2}",
          "",
        ].join("\n"),
      }),
    ]),
  read: (files) => disk.with(files, (folder) => expandSweep(readSweepPlan(join(folder, name)))),
  dispose: disk.dispose,
};
