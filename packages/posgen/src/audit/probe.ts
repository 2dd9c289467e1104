/** The sequences that a search for shortcuts looks at, from random seeds, and how far it looks in them. */
import type { RandomSource } from "@resonance-rope/contracts";
import type { CompiledTask } from "../compile-task.js";
import { continueSeeds } from "../generate-sequence.js";
import type { SequenceSet } from "../sequence-set.js";
import type { PositionClass } from "./shortcut.js";

export interface Probe {
  readonly task: CompiledTask;
  readonly set: SequenceSet;
  /** Lags looked at: 1 ... largestLag. */
  readonly largestLag: number;
  /** Most lags that a shortcut may read. */
  readonly largestSize: number;
}

const probeCount = 512;

/** Positions past the seed: the rule is the same at each. */
const probedPositions = 1024;

/** Reaches the sum's shortcut, which reads j + k + 1 tokens back, up to j + k = 127. */
const largestLagEver = 128;

export function createProbe(
  task: CompiledTask,
  { trainedLength, testedLength }: { readonly trainedLength: number; readonly testedLength: number },
  random: RandomSource,
): Probe {
  const { farTokens, seedLength, modulus } = task;
  const seeds = Int32Array.from({ length: probeCount * seedLength }, () => random.integer(modulus));
  const made = Array.from({ length: probedPositions }, (_, token) => token);
  const isRecursive = made.every((token) => task.farStart(seedLength + token, seedLength) === token);
  const ruleHasFixedLags = isRecursive || farTokens === 0;
  return {
    task,
    set: continueSeeds(task, seeds, Math.min(testedLength, seedLength + probedPositions), "audit"),
    // A lag that training never spans cannot be learned there.
    largestLag: Math.min(2 * seedLength + 2, trainedLength - 1, largestLagEver),
    largestSize: ruleHasFixedLags ? seedLength - 1 : seedLength,
  };
}

/**
 * The positions of a class at which every lag can be read, from the second token after the seed on:
 * a sum's shortcut compares a token with the one before it, which must not be of the seed.
 */
export function positionsOf({ set, largestLag }: Probe, { period, residue }: PositionClass): number[] {
  const positions: number[] = [];
  for (let position = Math.max(set.seedLength + 1, largestLag); position < set.length; position++) {
    if ((position - set.seedLength) % period === residue) positions.push(position);
  }
  return positions;
}
