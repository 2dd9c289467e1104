/**
 * The merges of a SentencePiece vocabulary, which holds scores in their place: each way to make a token of two others,
 * the highest score first. As transformers finds them (`generate_merges` of convert_slow_tokenizer.py).
 */
export function sentencepieceMerges(tokens: readonly string[], scores: readonly number[] | null): [string, string][] {
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const merges: Merge[] = [];
  for (const [id, token] of tokens.entries()) {
    const characters = [...token];
    const found: Merge[] = [];
    for (let length = 1; length < characters.length; length++) {
      const [left, right] = [characters.slice(0, length).join(""), characters.slice(length).join("")];
      const [first, second] = [ids.get(left), ids.get(right)];
      if (first === undefined || second === undefined) continue;
      found.push({ left, right, first, second, length, rest: characters.length - length, score: scores?.[id] ?? -id });
    }
    merges.push(...found.toSorted((a, b) => a.first - b.first || a.second - b.second));
  }
  return merges
    .toSorted((a, b) => b.score - a.score || b.length - a.length || b.rest - a.rest)
    .map(({ left, right }) => [left, right]);
}

interface Merge {
  readonly left: string;
  readonly right: string;
  /** Their ids. */
  readonly first: number;
  readonly second: number;
  /** In characters. */
  readonly length: number;
  readonly rest: number;
  readonly score: number;
}
