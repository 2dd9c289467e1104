/** What Python counts as white space (`str.isspace`, and `\s` in its regular expressions); JavaScript's `\s` differs. */

/** The inside of a character class. Beyond JavaScript's: U+001C to U+001F and U+0085; without its U+FEFF. */
export const pythonWhiteSpace = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

const runs = new RegExp(`[${pythonWhiteSpace}]+`, "gu");
const ends = new RegExp(`^[${pythonWhiteSpace}]+|[${pythonWhiteSpace}]+$`, "gu");

/** `re.split(r"\s+", text)`: empty first and last pieces stay. */
export function splitOnWhiteSpace(text: string): string[] {
  return text.split(runs);
}

/** `re.sub(r"\s+", " ", text)`. */
export function collapseWhiteSpace(text: string): string {
  return text.replace(runs, " ");
}

/** `text.strip()`. */
export function strip(text: string): string {
  return text.replace(ends, "");
}

/** `text.split()`: no empty pieces. */
export function words(text: string): string[] {
  return splitOnWhiteSpace(text).filter((word) => word !== "");
}
