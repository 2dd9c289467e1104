/** Numbers as a person reads them. */

/** Digits in threes, `16 936 920`; from 10^15 on, `7.058e51`. */
export function formatWhole(value: number | bigint): string {
  const digits = value.toString();
  const threeDigitsApart = /\B(?=(\d{3})+$)/gu;
  return digits.length <= 15
    ? digits.replace(threeDigitsApart, " ")
    : `${(Number(digits.slice(0, 16)) / 1e15).toFixed(3)}e${digits.length - 1}`;
}

/** Three significant digits, more for the whole part. */
export function formatShort(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** A share as a percentage: `52.94 %`. */
export function formatPercent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}

/** Seven of one thing, one of it: `7 pairs`, `1 pair`. */
export function formatCount(count: number, noun: string): string {
  return `${formatWhole(count)} ${noun}${count === 1 ? "" : "s"}`;
}
