/** rope.json beside low-rank adapters: the position encoding that they were trained in, and the weights they belong to. */
import { type NamedHash, ropeSpecSchema, validate } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import * as z from "zod";
import { readJson } from "../plan/read-json.js";

export interface AdapterEncoding {
  readonly rope: RopeSpec;
  /** The model's files of weights; null in a rope.json of before they were written down. */
  readonly trainedOn: NamedHash | null;
}

const fileSchema = z.looseObject({
  trainedOn: z.strictObject({ name: z.string(), fingerprint: z.string() }).optional(),
});

export function adapterEncodingText({ rope, trainedOn }: AdapterEncoding): string {
  return `${JSON.stringify({ ...rope, ...(trainedOn === null ? {} : { trainedOn }) }, null, 2)}\n`;
}

/** @param flag that named the folder, for refusals. */
export function readAdapterEncoding(path: string, flag: string): AdapterEncoding {
  const context = { kind: "invalid-file", where: flag, what: path } as const;
  const { trainedOn = null, ...rope } = validate(fileSchema, readJson(path, flag), context);
  return { rope: validate(ropeSpecSchema, rope, context), trainedOn };
}
