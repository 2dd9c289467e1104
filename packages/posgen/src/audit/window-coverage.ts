/**
 * How much of the test sequences' content training holds already. PosGen tests positions: with the
 * sum rule nearly all that stands past L has been seen, at other positions.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { CompiledTask } from "../compile-task.js";
import type { SequenceSet } from "../sequence-set.js";
import { type RuleInputsKey, ruleInputsKey, windowKey } from "./window-key.js";

export interface WindowCoverage {
  /** Share of the windows of j + k tokens that end at L <= l < L' in test which training contains, at any position. */
  readonly windowCoverage: number;
  /** Share of the tokens at L <= l < L' in test whose j + k inputs to the rule are inputs to it in training too. */
  readonly factCoverage: number;
}

export function windowCoverage(
  { train, test }: { readonly train: SequenceSet; readonly test: SequenceSet },
  task: CompiledTask,
): WindowCoverage {
  const { seedLength, modulus } = task;
  const key = windowKey(seedLength, modulus);
  const windowEndingAt: RuleInputsKey = ({ tokens }, at) =>
    key((index) => tokens[at - seedLength + 1 + index] as number);
  return {
    windowCoverage: coveredShare(train, test, seedLength - 1, windowEndingAt),
    factCoverage: coveredShare(train, test, seedLength, ruleInputsKey(task)),
  };
}

function coveredShare(train: SequenceSet, test: SequenceSet, firstPosition: number, keyAt: RuleInputsKey): number {
  const seen = keysOf(train, firstPosition, keyAt);
  let covered = 0;
  for (let row = 0; row < test.count; row++) {
    for (let position = train.length; position < test.length; position++) {
      if (seen.has(keyAt(test, row * test.length + position))) covered++;
    }
  }
  return covered / (test.count * (test.length - train.length));
}

function keysOf(set: SequenceSet, firstPosition: number, keyAt: RuleInputsKey): Set<number | string> {
  const keys = new Set<number | string>();
  try {
    for (let row = 0; row < set.count; row++) {
      for (let position = firstPosition; position < set.length; position++) {
        keys.add(keyAt(set, row * set.length + position));
      }
    }
  } catch (cause) {
    // V8 ends a Set at 2^24 entries, with a RangeError.
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "audit",
      expected: "training sequences with at most 2^24 different windows",
      received: `more, in ${set.count} sequences of ${set.length}`,
      remedy: "audit with fewer training sequences",
      cause,
    });
  }
  return keys;
}
