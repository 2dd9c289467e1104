/** What rounding did, in one sentence. */
import { counted, numberWord } from "./format-number.js";
import type { ResonanceEffect } from "./resonance-effect.js";

/** Percentage points; about what 1000 test sequences and their positions leave to chance. */
const level = 0.5;

export function effectSentence({ without, rounded, points, sharedSeeds, seedsAhead }: ResonanceEffect): string {
  if (sharedSeeds === 0) return `No seed was run with both ${without.name} and ${rounded.name}.`;
  const size = `${Math.abs(points).toFixed(1)} points`;
  const side = points > 0 ? "ahead of" : "behind";
  const verdict = Math.abs(points) < level ? `is level with ${without.name}` : `is ${size} ${side} ${without.name}`;
  return `${rounded.name} ${verdict}${onSeeds(sharedSeeds, seedsAhead)}.`;
}

function onSeeds(shared: number, ahead: number): string {
  if (shared === 1) return " on the one seed run with both";
  const seeds = counted(shared, "seed");
  if (ahead === 2 && shared === 2) return " on average, and ahead on both seeds";
  if (ahead === shared) return ` on average, and ahead on all ${seeds}`;
  if (ahead === 0) return ` on average, and ahead on none of ${seeds}`;
  return ` on average, and ahead on ${numberWord(ahead)} of ${seeds}`;
}
