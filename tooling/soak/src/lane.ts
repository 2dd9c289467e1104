/** One thing that is done over and over, beside the others. */
import type { RandomSource } from "@resonance-rope/contracts";
import type { Disturbance } from "./weather.js";

/** A command that goes on where it was left when it is given again. */
export interface Job {
  /** Without --out and the folder of runs, which are added. */
  readonly words: readonly string[];
  /** Further words, which must not change what it comes to. */
  readonly manner: readonly string[];
  /** Whether `resonance resume` goes on with it too. */
  readonly canResume: boolean;
  /** What it is put through. */
  readonly disturbances: readonly Disturbance["type"][];
}

export interface Lane {
  readonly name: string;
  draw(random: RandomSource): Job;
}

/** What any command goes through and comes to the same. */
export const everywhere: readonly Disturbance["type"][] = [
  "kill",
  "kill",
  "terminate",
  "interrupt",
  "interrupt-twice",
  "fill-disk",
  "rival",
];

/** With an engine that is asked for by name: without the memory for the fastest, a new run begins on another. */
export const withEngineNamed: readonly Disturbance["type"][] = [...everywhere, "starve"];
