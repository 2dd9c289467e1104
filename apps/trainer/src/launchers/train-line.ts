import { fileURLToPath } from "node:url";
import { shellWord } from "@resonance-rope/contracts";
import type { SweepRun } from "../sweep/sweep-run.js";
import { trackerWords } from "../trackers/tracker-flags.js";

const program = fileURLToPath(new URL("../../bin/resonance.js", import.meta.url));

/** A run as a line for the shell of any machine that sees this program, this Node.js and the folder of runs under their paths here. */
export function trainLine({ flags, trackers = {} }: SweepRun, runsDirectory: string): string {
  const words = [process.execPath, program, "train", ...flags, "--out", runsDirectory, ...trackerWords(trackers)];
  return words.map(shellWord).join(" ");
}
