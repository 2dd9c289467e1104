/** The schema of rope-core's RopeSpec, as it stands in plans, records and files. */
import {
  type NumberField,
  type RopeSpec,
  SCALINGS,
  type Scaling,
  type SpecField,
  WAVELENGTH_CHOICES,
  type WavelengthChoice,
} from "@resonance-rope/rope-core";
import * as z from "zod";

function numberSchema({ from, above, to = Infinity, whole, perPair, default: usual }: NumberField): z.ZodType {
  const bounds = [
    ...(from === undefined ? [] : [z.gte(from)]),
    ...(above === undefined ? [] : [z.gt(above)]),
    // JSON has no Infinity, and zod's numbers are finite.
    ...(to === Infinity ? [] : [z.lte(to)]),
  ];
  const number = (whole ? z.int() : z.number()).check(...bounds);
  if (perPair) return z.array(number);
  return usual === null ? number.nullable() : number;
}

const fieldSchema = (field: SpecField): z.ZodType => ("length" in field ? z.literal(field) : numberSchema(field));

const objectSchema = (type: string, fields: Readonly<Record<string, SpecField>>): z.ZodObject =>
  z.strictObject({
    type: z.literal(type),
    ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])),
  });

/** The fields of each scaling, as rope-core defines them. */
const scalingSchemas = Object.entries(SCALINGS).map(([type, { fields }]) => objectSchema(type, fields));

const scalingSchema = z.discriminatedUnion("type", scalingSchemas as never) as z.ZodType as z.ZodType<Scaling>;

const choices = Object.entries(WAVELENGTH_CHOICES).map(([type, { fields }]) => ({ type, fields }));
const hasFields = ({ fields }: { readonly fields: object }): boolean => Object.keys(fields).length > 0;

/** The name of a choice without fields; an object for the others. */
const wavelengthChoiceSchema = z.union([
  z.enum(choices.filter((choice) => !hasFields(choice)).map(({ type }) => type)),
  z.discriminatedUnion(
    "type",
    choices.filter(hasFields).map(({ type, fields }) => objectSchema(type, fields)) as never,
  ),
]) as z.ZodType as z.ZodType<WavelengthChoice>;

export const ropeSpecSchema: z.ZodType<RopeSpec> = z.strictObject({
  headDimension: z.int().positive().multipleOf(2),
  base: z.number().gt(1),
  trainedLength: z.int().positive(),
  rotaryFraction: z.number().positive().max(1),
  scaling: scalingSchema,
  wavelengths: wavelengthChoiceSchema,
  pairLayout: z.enum(["interleaved", "half-split"]),
});
