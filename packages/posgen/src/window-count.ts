/**
 * M^n, the windows of n tokens there are: by multiplication, exact up to 2^53 in every engine, where
 * `**` may be off in the last digit.
 */
export function windowCount(modulus: number, tokens: number): number {
  let count = 1;
  for (let index = 0; index < tokens; index++) count *= modulus;
  return count;
}
