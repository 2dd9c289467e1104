/** What went wrong with one attempt at a request, and whether another may go better. */
export interface ServerFailure {
  /** In words, for the message. */
  readonly reason: string;
  /** 400 and the like come again however often one asks. */
  readonly passing: boolean;
  /** Null where no answer came: the server may be another one when it is back. */
  readonly status: number | null;
  /** What the server asked to wait. */
  readonly waitMilliseconds?: number;
  readonly timedOut?: boolean;
  readonly cause?: unknown;
}

/** Too many requests, a proxy without its server, a server that is starting or overloaded. */
const passingStatuses: readonly number[] = [408, 425, 429, 500, 502, 503, 504, 529];

export const isPassing = (status: number): boolean => passingStatuses.includes(status);
