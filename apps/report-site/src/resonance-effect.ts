/** What rounding the wavelengths did: each scaling without Resonance against the same with it. */
import type { EncodingResults, Experiment } from "./report-data.js";

export interface ResonanceEffect {
  readonly without: EncodingResults;
  readonly rounded: EncodingResults;
  /** Mean over the shared seeds of OOD accuracy with Resonance less without, in percentage points; NaN of none. */
  readonly points: number;
  /** Seeds that both were trained on, and those on which Resonance came out ahead, and behind. */
  readonly sharedSeeds: number;
  readonly seedsAhead: number;
  readonly seedsBehind: number;
}

export function resonanceEffects({ encodings }: Experiment): readonly ResonanceEffect[] {
  return encodings
    .filter(({ spec }) => spec.wavelengths === "nearest-integer")
    .flatMap((rounded) => {
      const without = encodings.find(
        ({ spec }) =>
          spec.wavelengths === "as-scaled" && JSON.stringify(spec.scaling) === JSON.stringify(rounded.spec.scaling),
      );
      return without === undefined ? [] : [effect(without, rounded)];
    });
}

function effect(without: EncodingResults, rounded: EncodingResults): ResonanceEffect {
  const accuracyOfSeed = new Map(without.runs.map(({ record, result }) => [record.plan.seed, result.oodAccuracy]));
  const differences = rounded.runs.flatMap(({ record, result }) => {
    const other = accuracyOfSeed.get(record.plan.seed);
    return other === undefined ? [] : [result.oodAccuracy - other];
  });
  return {
    without,
    rounded,
    points: (100 * differences.reduce((sum, difference) => sum + difference, 0)) / differences.length,
    sharedSeeds: differences.length,
    seedsAhead: differences.filter((difference) => difference > 0).length,
    seedsBehind: differences.filter((difference) => difference < 0).length,
  };
}
