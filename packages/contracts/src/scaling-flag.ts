/**
 * The flag of the command line that sets a field of a scaling. Trainer and report agree on it here: one
 * reads what the other tells people to type.
 */
import type { Scaling } from "@resonance-rope/rope-core";

const ownFlags: Readonly<Partial<Record<Scaling["type"], Readonly<Record<string, string>>>>> = {
  "ntk-aware": { variant: "--ntk-variant" },
  "dynamic-ntk": { variant: "--dynamic-variant" },
  "adjusted-base": { base: "--adjusted-base" },
  yarn: { alpha: "--yarn-alpha", beta: "--yarn-beta", blend: "--yarn-blend", truncate: "--yarn-truncate" },
  // One JSON file holds both.
  longrope: { shortFactors: "--longrope-factors", longFactors: "--longrope-factors" },
};

/** `--yarn-beta` for YaRN's `beta`; the field's own name in kebab-case where the table says nothing else. */
export function scalingFlag(type: Scaling["type"], field: string): string {
  const kebab = field.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  return ownFlags[type]?.[field] ?? `--${kebab}`;
}
