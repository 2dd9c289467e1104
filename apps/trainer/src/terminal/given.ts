/** A value in words, or a dash where there is none. */
export const given = <T>(value: T | null, format: (value: T) => string): string =>
  value === null ? "–" : format(value);
