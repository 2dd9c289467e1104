/** Numbers as the page prints them: narrow no-break spaces between thousands, a no-break space before a unit. */
const narrowSpace = "\u202f";
const noBreakSpace = "\u00a0";

/** 11850 as "11 850". */
export function wholeNumber(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/gu, narrowSpace);
}

/** A fraction of 1 in percent, without the sign: 0.7525 as "75.3", with `digits` 2 as "75.25". */
export function percentage(fraction: number, digits = 1): string {
  return (100 * fraction).toFixed(digits);
}

/** The same with the sign: "75.3 %". */
export function percent(fraction: number, digits = 1): string {
  return `${percentage(fraction, digits)}${noBreakSpace}%`;
}

/** A difference of percentages, signed with a true minus: "+5.2". */
export function signed(value: number, digits = 1): string {
  const size = Math.abs(value).toFixed(digits);
  return Number(size) === 0 ? size : `${value < 0 ? "\u2212" : "+"}${size}`;
}

/** 99.7 as "99.7", 100 as "100.0": as figures and their tables have percentages. */
export function oneDecimal(value: number): string {
  return value.toFixed(1);
}

/** 3.26361 as "3.264", 0.0479 as "0.04790": as they have losses. */
export function fourDigits(value: number): string {
  return value.toPrecision(4);
}

/** Four significant digits at most, below 0.01 as 2e−4. */
export function shortNumber(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-2) return value.toExponential().replace("e-", "e\u2212");
  return Math.abs(value) >= 1e4 ? wholeNumber(value) : String(Number(value.toPrecision(4)));
}

/** 1 as "one seed", 5 as "five seeds", 12 as "12 seeds". */
export function counted(count: number, noun: string): string {
  return `${numberWord(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** 1 as "1 step", 1200 as "1 200 steps". */
export function numbered(count: number, noun: string): string {
  return `${wholeNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** In words up to ten. */
export function numberWord(count: number): string {
  const words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
  return words[count] ?? wholeNumber(count);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
