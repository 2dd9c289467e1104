/**
 * The largest haystack whose prompt stays within a budget of tokens: doubled until it does not, then halved in on, as
 * RULER does by bisection alone. Null where the smallest is too long already.
 */
export async function fitSize(
  tokensOf: (size: number) => Promise<number>,
  budget: number,
  minimum: number,
): Promise<number | null> {
  const fits = async (size: number): Promise<boolean> => (await tokensOf(size)) <= budget;
  if (!(await fits(minimum))) return null;
  let [largest, tooLarge] = [minimum, 2 * minimum];
  // A haystack that no longer grows, as a list without more words, ends the search.
  while (tooLarge <= budget * 4 && (await fits(tooLarge))) [largest, tooLarge] = [tooLarge, 2 * tooLarge];
  while (tooLarge - largest > 1) {
    const middle = (largest + tooLarge) >>> 1;
    if (await fits(middle)) largest = middle;
    else tooLarge = middle;
  }
  return largest;
}
