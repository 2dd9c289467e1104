/**
 * Python's `float(text)`; null where it raises ValueError.
 *
 * Beyond JavaScript's `Number`: digits of any script, single underscores between digits, `inf`, `infinity` and `nan`
 * in any case and with a sign. Not in it: the empty text, `0x10`, `1n`.
 */
import { pythonWhiteSpace } from "./python-white-space.js";

const otherDigit = /(?![0-9])\p{Nd}/gu;
/** Spaces within ASCII are taken off only where C's isspace knows them, so U+001C stays and is refused. */
const otherSpace = new RegExp(`(?![\\x00-\\x7f])[${pythonWhiteSpace}]`, "gu");
const asciiEnds = /^[\t-\r ]+|[\t-\r ]+$/gu;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u;
const named = /^([+-]?)(?:(inf|infinity)|nan)$/iu;

export function pythonFloat(text: string): number | null {
  const ascii = text.replace(otherDigit, digitValue).replace(otherSpace, " ").replace(asciiEnds, "");
  const name = named.exec(ascii);
  // "ı" and "ſ" fold to ASCII letters under the flags "iu"; Python compares bytes.
  if (name !== null && /^[\x00-\x7f]+$/u.test(ascii)) {
    return name[2] === undefined ? Number.NaN : name[1] === "-" ? -Infinity : Infinity;
  }
  const plain = ascii.replace(/(?<=[0-9])_(?=[0-9])/gu, "");
  return decimal.test(plain) ? Number(plain) : null;
}

/** Unicode keeps decimal digits in runs of ten from zero up, some of them one after the other. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}
