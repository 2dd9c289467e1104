/** One trial of the passkey task: what is hidden where, and whether an answer has found it. */
import type { RandomSource } from "@resonance-rope/contracts";
import { pythonFloat } from "../python/python-float.js";
import { type PasskeyPlace, passkeyPrompt } from "./passkey-prompt.js";

/** How far into the garbage the key stands, 0 to 1; null draws a place for each trial, as YaRN does. */
export type Depth = number | null;

export interface PasskeyTrial {
  readonly item: string;
  readonly length: number;
  readonly depth: Depth;
  readonly random: RandomSource;
}

/** Every trial of the grid, in order; each has a random source of its own. */
export function passkeyTrials(
  lengths: readonly number[],
  depths: readonly Depth[],
  trials: number,
  random: RandomSource,
): PasskeyTrial[] {
  return lengths.flatMap((length) =>
    depths.flatMap((depth) =>
      Array.from({ length: trials }, (_, trial) => {
        const item = `${length}/${depth ?? "random"}/${trial}`;
        return { item, length, depth, random: random.fork(item) };
      }),
    ),
  );
}

/** 1 to 50 000. */
export function drawKey(random: RandomSource): number {
  return 1 + random.integer(50_000);
}

export function keyOf({ random }: PasskeyTrial): number {
  return drawKey(random.fork("key"));
}

/** @param characters of garbage. */
export function promptOf(trial: PasskeyTrial, characters: number): string {
  const { depth, random } = trial;
  const before = depth === null ? random.fork("place").integer(characters + 1) : Math.round(depth * characters);
  const place: PasskeyPlace = { characters, before, key: keyOf(trial) };
  return passkeyPrompt(place);
}

/** Whether the first number of the answer is the key; digits of any script, as Python reads them. */
export function findsKey(answer: string, key: number): boolean {
  const digits = /\p{Nd}+/u.exec(answer)?.[0];
  return digits !== undefined && pythonFloat(digits) === key;
}
