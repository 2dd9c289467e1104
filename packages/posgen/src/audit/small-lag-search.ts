/**
 * Shortcuts that are not linear: sets of one to three lags whose tokens decide the token, by whatever
 * function.
 *
 * A set is dropped at the first two windows that agree on its lags and not on the token. One that is
 * never contradicted counts only if it could have been: windows that differ in what the rule reads
 * have to meet on the lags so often that agreeing by chance is out of the question. With a large
 * vocabulary windows hardly ever meet, and nothing is found.
 */
import { lagSets } from "./lag-sets.js";
import { type Probe, positionsOf } from "./probe.js";
import type { PositionClass, Shortcut } from "./shortcut.js";
import { ruleInputsKey, windowKey } from "./window-key.js";

const largestFunctionSize = 3;

/** Windows compared for each set. */
const mostWindows = 20_000;

/** Windows compared in all, about two seconds' worth. */
const mostLookUps = 2 ** 24;

/** The probability, over all sets together, that one is reported by chance. */
const falseAlarm = 1e-9;

/** The shortcut of fewest lags, then of the smallest lags, that is a function on the class; null if there is none. */
export function smallLagSearch(probe: Probe, positionClass: PositionClass): Shortcut | null {
  const windows = differentWindows(probe, positionClass);
  const needed = agreementsNeeded(probe, windows);
  let lookUps = 0;
  for (let size = 1; size <= Math.min(probe.largestSize, largestFunctionSize); size++) {
    for (const lags of lagSets(size, probe.largestLag)) {
      const { agreements, contradicted, looked } = compare(probe, windows, lags);
      if (
        !contradicted &&
        agreements >= needed &&
        !compare(probe, allWindows(probe, positionClass), lags).contradicted
      ) {
        return { lags, coefficients: [], constant: null, ...positionClass };
      }
      lookUps += looked;
      if (lookUps > mostLookUps) return null;
    }
  }
  return null;
}

/** Indices into the tokens, of windows that differ in what the rule reads: equal ones have to agree, and prove nothing. */
function differentWindows(probe: Probe, positionClass: PositionClass): number[] {
  const inputsKey = ruleInputsKey(probe.task);
  const seen = new Set<number | string>();
  const windows: number[] = [];
  for (const at of allWindows(probe, positionClass)) {
    const inputs = inputsKey(probe.set, at);
    if (seen.has(inputs)) continue;
    seen.add(inputs);
    windows.push(at);
    if (windows.length === mostWindows) break;
  }
  return windows;
}

/** Position by position, so that the first few come from different sequences. */
function* allWindows(probe: Probe, positionClass: PositionClass): Generator<number, void, undefined> {
  const { count, length } = probe.set;
  for (const position of positionsOf(probe, positionClass)) {
    for (let row = 0; row < count; row++) yield row * length + position;
  }
}

function compare(
  { set, task }: Probe,
  windows: Iterable<number>,
  lags: readonly number[],
): { agreements: number; contradicted: boolean; looked: number } {
  const { tokens } = set;
  const key = windowKey(lags.length, task.modulus);
  const tokenAfter = new Map<number | string, number>();
  let agreements = 0;
  let looked = 0;
  for (const at of windows) {
    looked++;
    const token = tokens[at] as number;
    const name = key((index) => tokens[at - (lags[index] as number)] as number);
    const known = tokenAfter.get(name);
    if (known === undefined) tokenAfter.set(name, token);
    else if (known === token) agreements++;
    else return { agreements, contradicted: true, looked };
  }
  return { agreements, contradicted: false, looked };
}

/** Two tokens agree by chance with probability sum of p^2, p the share of each token of the vocabulary. */
function agreementsNeeded(probe: Probe, windows: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const at of windows) {
    const token = probe.set.tokens[at] as number;
    counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  let byChance = 0;
  for (const count of counts.values()) byChance += (count / windows.length) ** 2;
  return Math.log(falseAlarm / probe.largestLag ** largestFunctionSize) / Math.log(byChance);
}
