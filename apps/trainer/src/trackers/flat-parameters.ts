/** A plan as names and values: `rope.scaling.factor` and `4`. Lists are one value, as JSON. */
import type { TrackedStart } from "./tracker.js";

export type Parameters = readonly (readonly [name: string, value: string])[];

export const flatParameters = (plan: TrackedStart["record"]["plan"]): Parameters => flatten(plan, []);

function flatten(value: unknown, path: readonly string[]): Parameters {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([name, inner]) => flatten(inner, [...path, name]));
  return [[path.join("."), typeof value === "string" ? value : JSON.stringify(value)]];
}
