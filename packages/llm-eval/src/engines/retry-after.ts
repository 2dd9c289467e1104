/** The header Retry-After (RFC 9110, 10.2.3), in milliseconds: seconds, or a date measured from the answer's own. */
export function retryAfterMilliseconds(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const { "retry-after": text, date } = headers;
  if (text === undefined) return undefined;
  if (/^\d+$/u.test(text)) return Number(text) * 1000;
  // Date.parse alone takes "-1" for a year.
  const milliseconds = text.endsWith("GMT") ? Date.parse(text) - Date.parse(date ?? "") : NaN;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
