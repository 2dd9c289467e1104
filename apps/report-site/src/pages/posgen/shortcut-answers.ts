/** The shortcuts that the audit finds in a task, and which tokens of a sequence they answer. */
import { type SequenceTask, randomSource } from "@resonance-rope/contracts";
import {
  type AuditReport,
  type AuditedShortcut,
  audit,
  generateSequences,
  paperDatasetOptions,
} from "@resonance-rope/posgen";

export interface ShortcutView extends Pick<AuditReport, "shortcuts" | "shortcutAccuracy"> {
  /** For each index the shortcut that answers it there, whatever the seed; undefined where none does. */
  readonly answers: readonly (AuditedShortcut | undefined)[];
}

/** How much of the test's content training holds, the page does not show: three sequences will do. */
export function viewShortcuts(task: SequenceTask, length: number): ShortcutView {
  const options = { ...paperDatasetOptions, sequences: { train: 1, validation: 1, test: 1 } };
  const { shortcuts, shortcutAccuracy } = audit(task, options);
  return { shortcuts, shortcutAccuracy, answers: answeredBy(task, shortcuts, length) };
}

/** A coefficient modulo M as a reader knows it: 16 modulo 17 is -1. */
export const signedCoefficient = (coefficient: number, modulus: number): number =>
  coefficient > modulus / 2 ? coefficient - modulus : coefficient;

/** Sequences on which a shortcut has to be right before it counts: chance would not do it. */
const tried = 64;

function answeredBy(
  task: SequenceTask,
  shortcuts: readonly AuditedShortcut[],
  length: number,
): ShortcutView["answers"] {
  const seedTokens = task.farTokens + task.nearTokens;
  const random = randomSource(0).fork("shortcut-answers");
  const seeds = Int32Array.from({ length: tried * seedTokens }, () => random.integer(task.modulus));
  const { tokens } = generateSequences(task, seeds, length);
  const sequences = Array.from({ length: tried }, (_, row) => tokens.subarray(row * length, (row + 1) * length));
  return Array.from({ length }, (_, index) =>
    shortcuts.find(
      ({ lags, period, residue, constant, coefficients }) =>
        index > seedTokens &&
        index >= Math.max(...lags) &&
        (index - seedTokens) % period === residue &&
        // One that is not linear is a table of the audit's own, which it has tried already.
        (constant === null ||
          sequences.every(
            (sequence) =>
              shortcutSum({ lags, constant, coefficients }, sequence, index) % task.modulus === sequence[index],
          )),
    ),
  );
}

function shortcutSum(
  { lags, coefficients, constant }: Pick<AuditedShortcut, "lags" | "coefficients"> & { readonly constant: number },
  tokens: ArrayLike<number>,
  index: number,
): number {
  return lags.reduce((sum, lag, term) => sum + (coefficients[term] ?? 0) * (tokens[index - lag] ?? 0), constant);
}
