/**
 * Python's `float(text)`; null where it raises ValueError.
 *
 * Beyond JavaScript's `Number`: digits of any script, single underscores between digits, `inf`, `infinity` and `nan`
 * in any case and with a sign. Not in it: the empty text, `0x10`, `1n`.
 */
import { pythonWhiteSpace } from "./python-white-space.js";

const otherDigit = /(?![0-9])\p{Nd}/gu;
/** Spaces within ASCII are taken off only where C's isspace knows them, so U+001C stays and is refused. */
const otherSpace = new RegExp(`[${pythonWhiteSpace}]`, "gu");
const asciiSpaces = /[\t-\r ]+/u;
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/u;
/** Without the flag "u", under which letters beyond ASCII would fold to these. */
const named = /^([+-]?)(?:(inf|infinity)|nan)$/i;

export function pythonFloat(text: string): number | null {
  const plainSpaces = text.replace(otherSpace, (space) => (space < "\x80" ? space : " "));
  const pieces = plainSpaces.split(asciiSpaces).filter((piece) => piece !== "");
  if (pieces.length !== 1) return null;
  const ascii = (pieces[0] ?? "").replace(otherDigit, digitValue);
  const name = named.exec(ascii);
  if (name !== null) {
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
