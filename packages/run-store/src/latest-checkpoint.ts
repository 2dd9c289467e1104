/** Where a run goes on from. */
import { ResonanceError } from "@resonance-rope/contracts";
import { codeOf, fileError } from "@resonance-rope/contracts/node";
import { checkpointFiles, checkpointManifestSchema, stepsWith } from "./checkpoint-files.js";
import type { JsonObject } from "./json-value.js";
import { readJsonFile } from "./read-json-file.js";
import { readWhole } from "./read-whole.js";
import { sha256Of } from "./sha256-of.js";

export interface Checkpoint {
  readonly step: number;
  /** A safetensors file, as it was given to writeCheckpoint. */
  readonly weights: Uint8Array;
  readonly state: JsonObject;
}

/**
 * The newest finished checkpoint of a run folder, or null. One that a process was killed in the midst
 * of is not finished; one whose bytes have changed since is an `invalid-file` error, not a silent step back.
 */
export async function latestCheckpoint(directory: string): Promise<Checkpoint | null> {
  const steps = await stepsWith("json", directory, "latestCheckpoint");
  const step = steps.at(-1);
  if (step === undefined) return null;
  const files = checkpointFiles(directory, step);
  const previous = steps.at(-2);
  const broken = (expected: string, received: string, cause?: unknown): ResonanceError =>
    new ResonanceError({
      kind: "invalid-file",
      where: "latestCheckpoint",
      expected,
      received,
      remedy: `delete ${files.weights} and ${files.manifest} to go on from ${previous === undefined ? "the start" : `step ${previous}`}`,
      cause,
    });

  const manifest = (() => {
    try {
      return readJsonFile(files.manifest, checkpointManifestSchema, "latestCheckpoint");
    } catch (error) {
      if (ResonanceError.isInstance(error) && error.kind === "invalid-file")
        throw broken(error.expected, error.received, error);
      throw error;
    }
  })();
  if (manifest === null || manifest.step !== step)
    throw broken(`${files.manifest} of step ${step}`, manifest === null ? "none" : `step ${manifest.step}`);

  let weights: Uint8Array;
  try {
    weights = await readWhole(files.weights);
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw broken(`${files.weights} beside its JSON`, "no such file", error);
    throw fileError(error, { where: "latestCheckpoint", action: "read", path: files.weights });
  }
  const { byteLength, sha256 } = manifest.weights;
  if (weights.byteLength !== byteLength)
    throw broken(`${byteLength} bytes in ${files.weights}`, `${weights.byteLength}`);
  const found = sha256Of(weights);
  if (found !== sha256) throw broken(`${files.weights} with SHA-256 ${sha256}`, found);
  return { step, weights, state: manifest.state };
}
