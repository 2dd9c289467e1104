import type { Outcome } from "../../../apps/trainer/test/outcome-of.js";

/** The first difference, in words; null without one. */
export function differenceOf(found: Outcome, wanted: Outcome): string | null {
  for (const path of new Set([...wanted.keys(), ...found.keys()])) {
    const [one, other] = [found.get(path), wanted.get(path)];
    if (one === other) continue;
    if (one === undefined) return `${path} is missing`;
    if (other === undefined) return `${path} should not be there`;
    const place = [...one].findIndex((letter, index) => letter !== other[index]);
    const around = (text: string): string => text.slice(Math.max(0, place - 40), place + 80);
    return `${path} holds …${around(one)}… instead of …${around(other)}…`;
  }
  return null;
}
