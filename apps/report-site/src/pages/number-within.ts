/** A number that a link's author may have typed: null unless it is one, between `from` and `to`. */
export function numberWithin(text: string | null, from: number, to: number): number | null {
  const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
  return value >= from && value <= to ? value : null;
}

export function wholeNumberWithin(text: string | null, from: number, to: number): number | null {
  const value = numberWithin(text, from, to);
  return Number.isInteger(value) ? value : null;
}
