/** Saves a point from which a run can go on to the same bits. */
import { mkdir, open, rm } from "node:fs/promises";
import { validate } from "@resonance-rope/contracts";
import { codeOf, fileError, syncFile, syncFolder } from "@resonance-rope/contracts/node";
import {
  type CheckpointManifest,
  checkpointFiles,
  checkpointManifestSchema,
  checkpointsFolder,
  stepsWith,
} from "./checkpoint-files.js";
import type { HeldFolder } from "./hold-folder.js";
import type { JsonObject } from "./json-value.js";
import { metricsPath } from "./read-metrics.js";
import { sha256Of } from "./sha256-of.js";
import { writeAtomically } from "./write-atomically.js";

/**
 * Writes the checkpoint of a step, `weights` being a safetensors file, and removes all but it and the
 * one before it. Append the metrics up to this step first: they are put on the disk here, so that no
 * checkpoint is ever ahead of them.
 */
export async function writeCheckpoint(
  run: HeldFolder,
  step: number,
  weights: Uint8Array,
  state: JsonObject,
): Promise<void> {
  const sha256 = sha256Of(weights);
  const manifest: CheckpointManifest = { version: 1, step, weights: { byteLength: weights.byteLength, sha256 }, state };
  validate(checkpointManifestSchema, manifest, {
    kind: "invalid-argument",
    where: "writeCheckpoint",
    what: `state of step ${step}`,
  });
  await run.assertHeld();
  const folder = checkpointsFolder(run.directory);
  const files = checkpointFiles(run.directory, step);
  try {
    await syncMetrics(run.directory);
    await mkdir(folder, { recursive: true });
    await syncFolder(run.directory);
    // A manifest of this step from before would vouch for weights that are replaced now.
    await rm(files.manifest, { force: true });
    await syncFolder(folder);
    await writeAtomically(files.weights, weights);
    await run.assertHeld();
    await writeAtomically(files.manifest, `${JSON.stringify(manifest)}\n`);
    await removeOthers(run.directory, step);
  } catch (error) {
    throw fileError(error, { where: "writeCheckpoint", action: "write", path: files.weights });
  }
}

/** Keeps a step and the newest one before it. Later ones belong to a course that this one has left. */
async function removeOthers(directory: string, step: number): Promise<void> {
  const finished = await stepsWith("json", directory, "writeCheckpoint");
  const begun = await stepsWith("safetensors", directory, "writeCheckpoint");
  const before = finished.findLast((each) => each < step);
  for (const each of new Set([...finished, ...begun])) {
    if (each === step || each === before) continue;
    const { manifest, weights } = checkpointFiles(directory, each);
    await rm(manifest, { force: true });
    await rm(weights, { force: true });
  }
}

async function syncMetrics(directory: string): Promise<void> {
  try {
    const handle = await open(metricsPath(directory), "r+");
    await syncFile(handle).finally(() => handle.close());
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
