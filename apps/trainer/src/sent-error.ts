/** An error on its way between processes or threads, which by itself would arrive without its fields. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

export function sentError(thrown: unknown): SentError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message, stack } = error;
  return { ...error, name, message, stack };
}

export const receivedError = (sent: SentError): Error => Object.assign(new Error(sent.message), sent);
