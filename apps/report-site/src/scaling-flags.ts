/** A plan's scaling as flags of `resonance train`, but for those whose value is the flag's default. */
import { type TrainingPlan, scalingFlag } from "@resonance-rope/contracts";
import { type ScalingWithDefaults, withRopeDefaults } from "@resonance-rope/rope-core";

export function scalingFlags({ rope: { scaling }, trainedLength, protocol }: TrainingPlan): string[] {
  const { type, ...fields } = scaling;
  const usual: Readonly<Record<string, unknown>> = {
    ...withRopeDefaults({ headDimension: 2, trainedLength, scaling: { type } as ScalingWithDefaults }).scaling,
    // What `resonance train` has instead; undefined is always spelled out.
    factor: undefined,
    beta: 2,
    ...(protocol === "released-code" ? { originalLength: undefined } : {}),
  };
  const flags = Object.entries<unknown>(fields)
    .filter(([name, value]) => value !== usual[name] && value !== null)
    .map(([name, value]) => flag(scalingFlag(type, name), value));
  return [...new Set([`--scaling ${type}`, ...flags])];
}

function flag(name: string, value: unknown): string {
  if (value === false) return name.replace("--", "--no-");
  return Array.isArray(value) ? `${name} factors.json` : `${name} ${String(value)}`;
}
