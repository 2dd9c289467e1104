/**
 * A file on a web server, read by ranges: the reader of a header fetches that header, never the file. A server that
 * would send the whole is left before it does.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { ByteSource } from "./byte-source.js";
import { requireRange } from "./require-range.js";

export interface UrlSourceOptions {
  /** Default the platform's. */
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal;
}

const where = "urlSource";

/** Asks for the first byte, and so learns the length and whether the server answers ranges. */
export async function urlSource(url: string, options: UrlSourceOptions = {}): Promise<ByteSource> {
  const { total } = await requestRange(url, 0, 1, options);
  return {
    name: url,
    length: total,
    async read(begin, end) {
      requireRange(where, begin, end, total, url);
      if (begin === end) return new Uint8Array();
      const { bytes, total: now } = await requestRange(url, begin, end, options);
      if (now !== total) throw unavailable(`${url} to keep its ${total} bytes`, `${now}, so it changed`, "start again");
      return bytes;
    },
  };
}

interface RangeAnswer {
  readonly bytes: Uint8Array;
  /** Length of the whole in bytes. */
  readonly total: number;
}

async function requestRange(url: string, begin: number, end: number, options: UrlSourceOptions): Promise<RangeAnswer> {
  const { fetch = globalThis.fetch, signal } = options;
  // Compressed, a range would be one of other bytes.
  const headers = { range: `bytes=${begin}-${end - 1}`, "accept-encoding": "identity" };
  let response: Response;
  try {
    response = await fetch(url, { headers, ...(signal === undefined ? {} : { signal }) });
  } catch (cause) {
    throw signal?.aborted ? cause : unavailable(`an answer from ${url}`, reasonOf(cause), undefined, cause);
  }
  try {
    return { total: requirePartial(url, response, begin, end), bytes: await readExactly(url, response, end - begin) };
  } catch (cause) {
    await response.body?.cancel().catch(() => {});
    if (signal?.aborted || ResonanceError.isInstance(cause)) throw cause;
    throw unavailable(`${end - begin} bytes of ${url}`, reasonOf(cause), "try again", cause);
  }
}

/** The length of the whole, out of a header that says what was asked for. */
function requirePartial(url: string, { status, headers }: Response, begin: number, end: number): number {
  if (status === 200)
    throw unavailable(`a server that answers ranges at ${url}`, "one that sends the whole file", "download the file");
  if (status !== 206) throw unavailable(`${url} to be there`, `HTTP status ${status}`);
  const contentRange = headers.get("content-range") ?? "none";
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/u.exec(contentRange);
  const [first, last, total] = (match?.slice(1) ?? []).map(Number);
  if (first !== begin || last !== end - 1 || total === undefined || !Number.isSafeInteger(total) || total < end)
    throw unavailable(`a Content-Range of bytes ${begin}-${end - 1} from ${url}`, contentRange.slice(0, 80));
  return total;
}

/** Stops at the first byte too many. */
async function readExactly(url: string, { body }: Response, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const reader = body?.getReader();
  let at = 0;
  for (;;) {
    const chunk = (await reader?.read())?.value;
    if (chunk === undefined) break;
    if (at + chunk.length > length) {
      await reader?.cancel();
      throw unavailable(`${length} bytes of ${url}`, "more");
    }
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (at < length) throw unavailable(`${length} bytes of ${url}`, `${at}`, "try again");
  return bytes;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "an error";
  // Node's fetch says "fetch failed" and keeps the reason beneath.
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}

function unavailable(expected: string, received: string, remedy?: string, cause?: unknown): ResonanceError {
  return new ResonanceError({ kind: "unavailable", where, expected, received, cause, remedy });
}
