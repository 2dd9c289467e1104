/**
 * A run folder that this process may write to, `runs/<id>/`:
 *
 *     record.json                     how: written first
 *     metrics.jsonl                   the way: one row a line, appended
 *     checkpoints/step-N.safetensors  weights and optimiser, then step-N.json, which vouches for it
 *     result.json                     the end: written last, its presence means done
 *     lock.json                       while a process writes
 */
import { join } from "node:path";
import type { RunRecord } from "@resonance-rope/contracts";
import { holdFolder } from "./hold-folder.js";
import type { Lock } from "./lock.js";
import { removeTemporaryFiles } from "./temporary-files.js";

export interface Run extends Lock {
  readonly directory: string;
  readonly record: RunRecord;
}

export function holdRun(directory: string, where: string, prepare: () => Promise<RunRecord>): Promise<Run> {
  return holdFolder(directory, where, async () => {
    await removeTemporaryFiles(join(directory, "checkpoints"));
    return { record: await prepare() };
  });
}
