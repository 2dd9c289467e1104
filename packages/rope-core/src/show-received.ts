/** A value as an error message shows it: one short line, and never a second error of its own. */
export function showReceived(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (typeof value === "number" || value === null) return String(value);
  return Array.isArray(value) ? `an array of ${value.length}` : typeof value;
}
