/** The header Retry-After (RFC 9110, 10.2.3), in milliseconds: seconds, or a date measured from the answer's own. */
export function retryAfterMilliseconds(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const { "retry-after": text, date } = headers;
  if (text === undefined) return undefined;
  const milliseconds = /^\d+$/u.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.parse(date ?? "");
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
