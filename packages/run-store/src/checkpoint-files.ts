/**
 * A checkpoint is two files: step-N.safetensors, and step-N.json, which is written after it and holds
 * its length and hash. Weights without their JSON are unfinished and count for nothing.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, fileError } from "@resonance-rope/contracts/node";
import * as z from "zod";
import type { JsonObject } from "./json-value.js";

export interface CheckpointManifest {
  readonly version: 1;
  readonly step: number;
  readonly weights: { readonly byteLength: number; readonly sha256: string };
  readonly state: JsonObject;
}

export const checkpointManifestSchema: z.ZodType<CheckpointManifest> = z.strictObject({
  version: z.literal(1),
  step: z.int().nonnegative(),
  weights: z.strictObject({ byteLength: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/u) }),
  state: z.record(z.string(), z.json()),
});

export interface CheckpointFiles {
  readonly manifest: string;
  readonly weights: string;
}

export function checkpointsFolder(directory: string): string {
  return join(directory, "checkpoints");
}

export function checkpointFiles(directory: string, step: number): CheckpointFiles {
  const stem = join(checkpointsFolder(directory), `step-${step}`);
  return { manifest: `${stem}.json`, weights: `${stem}.safetensors` };
}

/** The steps that have a file of this ending, ascending. */
export async function stepsWith(
  ending: "json" | "safetensors",
  directory: string,
  where: string,
): Promise<readonly number[]> {
  const folder = checkpointsFolder(directory);
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw fileError(error, { where, action: "read", path: folder });
  }
  const steps = names.flatMap((name) => {
    const [, step, itsEnding] = /^step-(0|[1-9]\d{0,14})\.(json|safetensors)$/u.exec(name) ?? [];
    return itsEnding === ending ? [Number(step)] : [];
  });
  return steps.toSorted((a, b) => a - b);
}
