/** Documents cut to a budget of tokens, in words: between single spaces, newlines inside. */

/** `count` gives the tokens of a text as the budget counts them. */
type Count = (text: string) => Promise<number>;

/**
 * L-Eval's own way. While the document has more than `maximum` tokens, as many WORDS as that are kept, then 250 fewer
 * each time; the result is up to 249 words shorter than needed, and empty where a few words are very long.
 *
 * @param keep the beginning, or the end for codeU.
 */
export async function truncateDocument(
  document: string,
  maximum: number,
  keep: "beginning" | "end",
  count: Count,
): Promise<string> {
  let kept = document;
  for (let dropped = 0; (await count(kept)) > maximum; dropped += 250) {
    const words = kept.split(" ");
    const length = maximum - dropped;
    // Python's slices: [:k] for the beginning; [-k:] for the end, which is everything for k = 0.
    kept = (keep === "beginning" ? words.slice(0, length) : words.slice(-length)).join(" ");
  }
  return kept;
}

/** The strict way: the most words with which the whole prompt, `count` of the document, fits; null where none do. */
export async function fitDocument(
  document: string,
  maximum: number,
  keep: "beginning" | "end",
  count: Count,
): Promise<string | null> {
  if ((await count(document)) <= maximum) return document;
  const words = document.split(" ");
  const leading = (length: number): string =>
    (keep === "beginning" ? words.slice(0, length) : words.slice(words.length - length)).join(" ");
  let [fits, tooLong] = [0, words.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >>> 1;
    if ((await count(leading(middle))) <= maximum) fits = middle;
    else tooLong = middle;
  }
  return fits > 0 || (await count("")) <= maximum ? leading(fits) : null;
}
