/**
 * Words that may come from a file or a server, fit to stand in one line of a terminal or a log: no end of a line, no
 * control that a terminal obeys or that turns the direction of reading, no more than a reader reads.
 */
export function oneLine(words: string): string {
  const short = words.length > longest ? `${words.slice(0, longest)} …` : words;
  return short
    .replaceAll(/\s+/gu, " ")
    .replaceAll(
      /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu,
      (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

const longest = 1000;
