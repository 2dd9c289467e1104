/** One exchange with a server. Node's own is `nodeHttpTransport`; elsewhere a few lines around fetch do. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** The first answer over its connection; behind a connection that goes on, the server is the same. */
  readonly isFirst: boolean;
}

/** Rejects when no whole answer came. Follows no redirect: a key must not travel to where it was not sent. */
export type HttpTransport = (request: HttpRequest) => Promise<HttpResponse>;
