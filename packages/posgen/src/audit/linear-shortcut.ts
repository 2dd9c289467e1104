/**
 * Exact linear dependencies modulo M of a token on a few earlier ones: for the sum, telescoping gives
 * x_l = 2 x_(l-1) - x_(l-j-k-1), two tokens at fixed distances that answer every position.
 *
 * A system of congruences stands for all that the probe's windows say. Each set of lags, smallest
 * first, is solved in it exactly; a solution is then held against every token of the probe, and one
 * that fails adds the window it failed on. So what is returned holds everywhere in the probe, for any
 * M, and no smaller set of lags has such a solution.
 */
import { type Congruences, addCongruence, createCongruences, solveCongruences } from "./congruences.js";
import { lagSetCount, lagSets } from "./lag-sets.js";
import { type Probe, positionsOf } from "./probe.js";
import type { PositionClass, Shortcut } from "./shortcut.js";

/** Sizes of sets are searched while the sets number fewer than this, about a second's worth. */
const mostSets = 2 ** 15;

/** No linear shortcut of the paper's kind reads more. */
const largestLinearSize = 4;

/** The linear shortcut of fewest lags, then of the smallest lags, that holds on the class; null if there is none. */
export function linearShortcut(probe: Probe, positionClass: PositionClass): Shortcut | null {
  const { set, task, largestLag } = probe;
  const { modulus } = task;
  const positions = positionsOf(probe, positionClass);
  const system = createCongruences(largestLag + 2, modulus);
  /** Columns: the lags 1 ... largestLag, then 1, then the token itself. */
  const add = (row: number, position: number): void => {
    const at = row * set.length + position;
    const window = Array.from({ length: largestLag }, (_, index) => set.tokens[at - 1 - index] as number);
    addCongruence(system, [...window, 1, set.tokens[at] as number], modulus);
  };
  for (let row = 0; row < set.count; row++) add(row, positions[row % positions.length] as number);

  let sets = 0;
  for (let size = 0; size <= Math.min(probe.largestSize, largestLinearSize); size++) {
    sets += lagSetCount(size, largestLag);
    if (sets > mostSets) break;
    for (const lags of lagSets(size, largestLag)) {
      for (;;) {
        const solution = solveCongruences(restrict(system, lags, modulus), modulus);
        if (solution === null) break;
        const shortcut = {
          lags,
          coefficients: solution.slice(0, size),
          constant: solution[size] as number,
          ...positionClass,
        };
        const failure = firstFailure(probe, shortcut, positions);
        if (failure === null) return shortcut;
        add(failure.row, failure.position);
      }
    }
  }
  return null;
}

/** The system with only the columns of the lags, the constant and the token. */
function restrict(system: Congruences, lags: readonly number[], modulus: number): Congruences {
  const last = system.length - 1;
  const columns = [...lags.map((lag) => lag - 1), last - 1, last];
  const restricted = createCongruences(columns.length, modulus);
  for (const row of system) {
    addCongruence(
      restricted,
      columns.map((column) => (row[column] as number) % modulus),
      modulus,
    );
  }
  return restricted;
}

function firstFailure(
  { set, task }: Probe,
  { lags, coefficients, constant }: { lags: readonly number[]; coefficients: readonly number[]; constant: number },
  positions: readonly number[],
): { row: number; position: number } | null {
  for (let row = 0; row < set.count; row++) {
    for (const position of positions) {
      const at = row * set.length + position;
      let sum = constant;
      for (const [index, lag] of lags.entries()) {
        sum = (sum + (coefficients[index] as number) * (set.tokens[at - lag] as number)) % task.modulus;
      }
      if (sum !== set.tokens[at]) return { row, position };
    }
  }
  return null;
}
