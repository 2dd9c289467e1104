/**
 * What a choice of wavelengths adds to another, seed by seed: both runs of a pair have the same data and the same
 * first weights, so their difference says more than the difference of two means.
 */
import { sameSetting } from "./same-setting.mjs";

/**
 * @param learnedFrom the in-distribution accuracy that says that a run has learned its rule; a pair counts only if
 *   both have.
 * @returns one entry for each two cells that agree in all but their wavelengths: `{cell, base, pairs, unlearned}`.
 */
export function pairedDifferences(cells, choice, baseChoice, learnedFrom = 0) {
  return cells
    .filter(({ wavelengths }) => wavelengths === choice)
    .flatMap((cell) => {
      const base = cells.find((other) => other.wavelengths === baseChoice && agree(cell, other));
      if (base === undefined) return [];
      const both = cell.runs.flatMap((run) => {
        const other = base.runs.find(({ seed }) => seed === run.seed);
        return other === undefined ? [] : [{ seed: run.seed, results: [run.result, other.result] }];
      });
      const learned = both.filter(({ results }) => results.every(({ idAccuracy }) => idAccuracy >= learnedFrom));
      const pairs = learned.map(({ seed, results: [own, others] }) => ({
        seed,
        difference: own.oodAccuracy - others.oodAccuracy,
      }));
      return [{ cell, base, pairs, unlearned: both.length - learned.length }];
    });
}

const agree = (first, second) =>
  sameSetting(first, second) && first.rule === second.rule && first.scaling === second.scaling;
