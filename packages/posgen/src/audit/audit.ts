/**
 * What a score on a task can mean: how much of it a model reaches without the rule, by copying and
 * adding a few tokens at fixed distances, and how much of the test content it has seen in training.
 *
 * A shortcut reads fewer tokens than the rule's j + k; where the rule reads far tokens, which stand at
 * no fixed distance (chain of thought, semi-recursive), it may read as many. The rule itself, which in
 * the recursive task is j + k tokens at fixed distances, is none.
 */
import { type SequenceTask, randomSource } from "@resonance-rope/contracts";
import { compileTask } from "../compile-task.js";
import { type DatasetOptions, compiledDataset } from "../dataset.js";
import { linearShortcut } from "./linear-shortcut.js";
import { createProbe } from "./probe.js";
import type { PositionClass, Shortcut } from "./shortcut.js";
import { smallLagSearch } from "./small-lag-search.js";
import { type WindowCoverage, windowCoverage } from "./window-coverage.js";

export interface AuditedShortcut extends Shortcut {
  /** Share of the positions L <= l < L' that it answers. */
  readonly covers: number;
}

export interface AuditReport extends WindowCoverage {
  /** One for all positions, or one for each half of them that has one. */
  readonly shortcuts: readonly AuditedShortcut[];
  /** Out-of-distribution accuracy by the shortcuts alone, guessing the other tokens at 1 / M. */
  readonly shortcutAccuracy: number;
}

/** The shortcuts of the task, and how much of the dataset's test content its training content covers. */
export function audit(task: SequenceTask, options: DatasetOptions): AuditReport {
  const compiled = compileTask(task, "audit");
  const data = compiledDataset(compiled, options, "audit");
  const { trainedLength, testedLength } = options;
  const probe = createProbe(compiled, options, randomSource(options.seed).fork("posgen").fork("audit"));

  const asked = testedLength - trainedLength;
  const shortcuts: AuditedShortcut[] = [];
  let answered = 0;
  const look = (positionClass: PositionClass): void => {
    const positions = countPositions(positionClass, compiled.seedLength, trainedLength, testedLength);
    if (positions === 0) return;
    const shortcut = linearShortcut(probe, positionClass) ?? smallLagSearch(probe, positionClass);
    if (shortcut === null) return;
    answered += positions;
    shortcuts.push({ ...shortcut, covers: positions / asked });
  };
  look({ period: 1, residue: 0 });
  if (answered === 0) {
    // In the semi-recursive task every second token reads the same far tokens as the one before it.
    look({ period: 2, residue: 0 });
    look({ period: 2, residue: 1 });
  }
  return {
    shortcuts,
    shortcutAccuracy: (answered * compiled.modulus + (asked - answered)) / (asked * compiled.modulus),
    ...windowCoverage(data, compiled),
  };
}

/** How many l with from <= l < to have (l - seedLength) mod period = residue. */
function countPositions({ period, residue }: PositionClass, seedLength: number, from: number, to: number): number {
  const below = (position: number): number => Math.ceil((position - seedLength - residue) / period);
  return below(to) - below(from);
}
