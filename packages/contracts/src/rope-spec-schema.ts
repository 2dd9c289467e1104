/** The schema of rope-core's RopeSpec, as it stands in plans, records and files. */
import { type NumberField, type RopeSpec, SCALINGS, type Scaling, type ScalingField } from "@resonance-rope/rope-core";
import * as z from "zod";

const positive = z.number().positive();

function numberSchema({ from, above, to, whole, perPair, default: usual }: NumberField): z.ZodType {
  const bounds = [
    ...(from === undefined ? [] : [z.gte(from)]),
    ...(above === undefined ? [] : [z.gt(above)]),
    ...(to === undefined ? [] : [z.lte(to)]),
  ];
  const number = (whole ? z.int() : z.number()).check(...bounds);
  if (perPair) return z.array(number);
  return usual === null ? number.nullable() : number;
}

const fieldSchema = (field: ScalingField): z.ZodType => ("length" in field ? z.literal(field) : numberSchema(field));

/** The fields of each scaling, as rope-core defines them. */
const scalingSchemas = Object.entries(SCALINGS).map(([type, { fields }]) =>
  z.strictObject({
    type: z.literal(type),
    ...Object.fromEntries(
      Object.entries<ScalingField>(fields).map(([name, field]): [string, z.ZodType] => [name, fieldSchema(field)]),
    ),
  }),
);

const scalingSchema = z.discriminatedUnion("type", scalingSchemas as never) as z.ZodType as z.ZodType<Scaling>;

const wavelengthChoiceSchema = z.union([
  z.enum(["as-scaled", "nearest-integer", "best-rational"]),
  z.strictObject({ type: z.literal("given"), wavelengthsTokens: z.array(positive) }),
]);

export const ropeSpecSchema: z.ZodType<RopeSpec> = z.strictObject({
  headDimension: z.int().positive().multipleOf(2),
  base: z.number().gt(1),
  trainedLength: z.int().positive(),
  rotaryFraction: z.number().positive().max(1),
  scaling: scalingSchema,
  wavelengths: wavelengthChoiceSchema,
  pairLayout: z.enum(["interleaved", "half-split"]),
});
