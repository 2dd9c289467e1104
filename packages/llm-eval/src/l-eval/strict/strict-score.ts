/** What the strict protocol says of one answer: whether an answer could be read from it at all, and its score. */
export interface StrictScore {
  readonly score: number;
  readonly parsed: boolean;
}

export const unparsed: StrictScore = { score: 0, parsed: false };

/** What the model wrote before it went on to ask itself the next question. */
export function beforeNextQuestion(text: string): string {
  return text.split(/\n[^\S\n]*Question\b/u, 1)[0] ?? "";
}
