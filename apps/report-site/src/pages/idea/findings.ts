/** What the site's own runs say of rounding, in numbers of comparisons. */
import type { Experiment } from "../../report-data.js";
import { resonanceEffects } from "../../resonance-effect.js";

export interface Findings {
  /** A scaling with Resonance against the same without, on at least one shared seed. */
  readonly comparisons: number;
  /** Those with Resonance ahead on every shared seed, and behind on every one. */
  readonly ahead: number;
  readonly behind: number;
}

export function findings(experiments: readonly Experiment[]): Findings {
  const effects = experiments.flatMap(resonanceEffects).filter(({ sharedSeeds }) => sharedSeeds > 0);
  return {
    comparisons: effects.length,
    ahead: effects.filter(({ seedsAhead, sharedSeeds }) => seedsAhead === sharedSeeds).length,
    behind: effects.filter(({ seedsBehind, sharedSeeds }) => seedsBehind === sharedSeeds).length,
  };
}
