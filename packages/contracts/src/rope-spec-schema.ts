/** The schema of rope-core's RopeSpec, as it stands in plans, records and files. */
import type { RopeSpec } from "@resonance-rope/rope-core";
import * as z from "zod";

const positive = z.number().positive();
const factor = z.number().min(1);
const tokens = z.int().positive();
const attentionFactor = z.number().positive().nullable();

const scalingSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({ type: z.literal("linear"), factor }),
  z.strictObject({ type: z.literal("ntk-aware"), factor, variant: z.enum(["bloc97", "paper"]) }),
  z.strictObject({
    type: z.literal("dynamic-ntk"),
    variant: z.enum(["paper", "transformers"]),
    factor,
    currentLength: tokens,
  }),
  z.strictObject({ type: z.literal("adjusted-base"), base: positive }),
  z.strictObject({
    type: z.literal("yarn"),
    factor,
    originalLength: tokens,
    alpha: positive,
    beta: positive,
    blend: z.enum(["pair-index", "frequencies-by-ratio", "wavelengths-by-ratio"]),
    truncate: z.boolean(),
    attentionFactor,
  }),
  z.strictObject({
    type: z.literal("longrope"),
    shortFactors: z.array(positive),
    longFactors: z.array(positive),
    originalLength: tokens,
    currentLength: tokens,
    attentionFactor,
  }),
  z.strictObject({
    type: z.literal("llama3"),
    factor,
    lowFrequencyFactor: positive,
    highFrequencyFactor: positive,
    originalLength: tokens,
  }),
  z.strictObject({ type: z.literal("proportional"), factor, rotatedFraction: z.number().min(0).max(1) }),
]);

const wavelengthChoiceSchema = z.union([
  z.enum(["as-scaled", "nearest-integer", "best-rational"]),
  z.strictObject({ type: z.literal("given"), wavelengthsTokens: z.array(positive) }),
]);

export const ropeSpecSchema: z.ZodType<RopeSpec> = z.strictObject({
  headDimension: z.int().positive().multipleOf(2),
  base: z.number().gt(1),
  trainedLength: tokens,
  rotaryFraction: z.number().positive().max(1),
  scaling: scalingSchema,
  wavelengths: wavelengthChoiceSchema,
  pairLayout: z.enum(["interleaved", "half-split"]),
});
