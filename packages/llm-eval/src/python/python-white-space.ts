/** What Python counts as white space (`str.isspace`, and `\s` in its regular expressions); JavaScript's `\s` differs. */

/** The inside of a character class. Beyond JavaScript's: U+001C to U+001F and U+0085; without its U+FEFF. */
export const pythonWhiteSpace: string = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

const runs = new RegExp(`[${pythonWhiteSpace}]+`, "gu");
const visible = new RegExp(`[^${pythonWhiteSpace}]`, "u");

/** `re.split(r"\s+", text)`: empty first and last pieces stay. */
export function splitOnWhiteSpace(text: string): string[] {
  return text.split(runs);
}

/** `re.sub(r"\s+", " ", text)`. */
export function collapseWhiteSpace(text: string): string {
  return text.replace(runs, " ");
}

/** `text.strip()`; every space is one code unit. Not by a pattern for the end, whose time is quadratic. */
export function strip(text: string): string {
  let end = text.length;
  while (end > 0 && !visible.test(text.charAt(end - 1))) end--;
  const start = text.search(visible);
  return start < 0 ? "" : text.slice(start, end);
}

/** `text.split()`: no empty pieces. */
export function words(text: string): string[] {
  return splitOnWhiteSpace(text).filter((word) => word !== "");
}
