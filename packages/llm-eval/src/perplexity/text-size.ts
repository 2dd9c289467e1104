/**
 * A text's words, runs of characters that are no white space, and its bytes as UTF-8. Counted in place: a list of a
 * book's words, or a second copy of the book, would take many times its own memory.
 */
export interface TextSize {
  readonly words: number;
  readonly bytes: number;
}

export function textSize(text: string): TextSize {
  const word = /\S+/gu;
  let words = 0;
  while (word.test(text)) words++;
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.codePointAt(index) ?? 0;
    // Half a surrogate pair is written as U+FFFD, three bytes as well.
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (code >= 0x10000) index++;
  }
  return { words, bytes };
}
