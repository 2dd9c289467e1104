/**
 * Systems of linear congruences modulo M, for any M, prime or not.
 *
 * The rows of a system, together with M times each unit vector, span a lattice of whole numbers; kept
 * is its triangular basis (Hermite normal form: modulo M it is the Howell form). Over a field this is
 * Gaussian elimination. For a composite M, where a pivot may have no inverse, it stays exact: what the
 * later rows allow can always be completed by the earlier ones.
 */

/** Row c starts at column c with its pivot, a divisor of M; M itself where no row does. */
export type Congruences = Float64Array[];

export function createCongruences(width: number, modulus: number): Congruences {
  return Array.from({ length: width }, (_, column) => unitRow(width, column, modulus));
}

function unitRow(width: number, column: number, value: number): Float64Array {
  const row = new Float64Array(width);
  row[column] = value;
  return row;
}

/** Adds a row of numbers 0 ... M - 1. */
export function addCongruence(system: Congruences, added: ArrayLike<number>, modulus: number): void {
  const row = Float64Array.from(added);
  for (const [column, pivotRow] of system.entries()) {
    const value = row[column] as number;
    if (value === 0) continue;
    const pivot = pivotRow[column] as number;
    const { divisor, ofPivot, ofValue } = extendedGcd(pivot, value);
    const pivotShare = pivot / divisor;
    const valueShare = value / divisor;
    // Two rows turned into two others that span the same: the determinant is 1.
    for (let index = column; index < row.length; index++) {
      const above = pivotRow[index] as number;
      const below = row[index] as number;
      if (divisor !== pivot) pivotRow[index] = modulo(ofPivot * above + ofValue * below, modulus);
      row[index] = modulo(pivotShare * below - valueShare * above, modulus);
    }
    pivotRow[column] = divisor;
  }
}

/**
 * The system read as `coefficients of the first columns . unknowns = last column`: its smallest
 * solution, the later unknowns kept smallest first, or null when it has none.
 */
export function solveCongruences(system: Congruences, modulus: number): number[] | null {
  const last = system.length - 1;
  if (system[last]?.[last] !== modulus) return null;
  const unknowns = Array.from({ length: last }, () => 0);
  for (let column = last - 1; column >= 0; column--) {
    const row = system[column] as Float64Array;
    let rest = row[last] as number;
    for (let index = column + 1; index < last; index++) {
      rest = modulo(rest - (row[index] as number) * (unknowns[index] as number), modulus);
    }
    // The pivot divides the rest: M / pivot times this row is a row that the later unknowns satisfy.
    unknowns[column] = rest / (row[column] as number);
  }
  return unknowns;
}

function modulo(value: number, modulus: number): number {
  const residue = value % modulus;
  return residue < 0 ? residue + modulus : residue + 0; // + 0 turns -0 into 0
}

/** divisor = ofPivot * pivot + ofValue * value, both factors no larger than the numbers. */
function extendedGcd(pivot: number, value: number): { divisor: number; ofPivot: number; ofValue: number } {
  let [divisor, rest] = [pivot, value];
  let [ofPivot, nextOfPivot] = [1, 0];
  let [ofValue, nextOfValue] = [0, 1];
  // A pivot that divides the value already is kept as it is.
  if (value % pivot === 0) return { divisor, ofPivot, ofValue };
  while (rest !== 0) {
    const quotient = Math.floor(divisor / rest);
    [divisor, rest] = [rest, divisor - quotient * rest];
    [ofPivot, nextOfPivot] = [nextOfPivot, ofPivot - quotient * nextOfPivot];
    [ofValue, nextOfValue] = [nextOfValue, ofValue - quotient * nextOfValue];
  }
  return { divisor, ofPivot, ofValue };
}
