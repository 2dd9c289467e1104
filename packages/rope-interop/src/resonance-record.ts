/**
 * The record that an export of ours leaves in the file: the RopeSpec as it was asked for, which the portable
 * form beside it (divisors of frequencies and a magnitude) computes but cannot name. A Hugging Face config
 * holds it as `resonance_rope`, a GGUF as `resonance_rope.version` and `resonance_rope.spec`.
 *
 * Anyone may edit the file afterwards, so a record is believed only while the file still computes the same.
 */
import { ResonanceError, ropeSpecSchema, validate } from "@resonance-rope/contracts";
import { type RopeSpec, createRotaryEmbedding } from "@resonance-rope/rope-core";
import * as z from "zod";

export interface ResonanceRecord {
  readonly version: 1;
  readonly spec: RopeSpec;
}

const recordSchema: z.ZodType<ResonanceRecord> = z.strictObject({ version: z.literal(1), spec: ropeSpecSchema });

/** Files hold float32 at best, which is good to 6e-8; two of them are multiplied on the way. */
const relativeTolerance = 1e-6;
/** In radians a token: an engine writes a pair that stands still as one that turns once in an age. */
const absoluteTolerance = 1e-12;

/**
 * The record as it stands in a file, checked down to its frequencies.
 * @param value what was parsed from the file.
 * @param where the reader, for the message.
 */
export function readRecord(value: unknown, where: string): ResonanceRecord {
  const remedy = "take the record out of the file, or update @resonance-rope/rope-interop if it is a newer one";
  const context = { kind: "invalid-file", where, what: "resonance_rope record", remedy } as const;
  const record = validate(recordSchema, value, context);
  try {
    createRotaryEmbedding(record.spec);
  } catch (cause) {
    if (!ResonanceError.isInstance(cause)) throw cause;
    const { expected, received } = cause;
    throw new ResonanceError({ kind: "invalid-file", where, expected, received, remedy, cause });
  }
  return record;
}

/**
 * Whether two specs rotate alike: the same dimensions, and frequencies and attention factors that differ by no
 * more than float32 does. How a file lays out the pairs is the file's own affair and not compared.
 */
export function agreesWith(recorded: RopeSpec, computed: RopeSpec): boolean {
  const [a, b] = [createRotaryEmbedding(recorded), createRotaryEmbedding(computed)];
  return (
    recorded.headDimension === computed.headDimension &&
    a.angularFrequencies.length === b.angularFrequencies.length &&
    areClose(a.attentionFactor, b.attentionFactor) &&
    a.angularFrequencies.every((theta, pair) => areClose(theta, b.angularFrequencies[pair] ?? Number.NaN))
  );
}

const areClose = (a: number, b: number): boolean =>
  Math.abs(a - b) <= absoluteTolerance + relativeTolerance * Math.max(Math.abs(a), Math.abs(b));

/** The text of a spec in a record; null of one that JSON cannot hold, with an infinite wavelength. */
export function recordText(spec: RopeSpec): string | null {
  const text = JSON.stringify(spec);
  return ropeSpecSchema.safeParse(JSON.parse(text)).success ? text : null;
}
