/**
 * JSON to and from a server that may be slow, overloaded, restarting or broken: each request is tried again, later
 * and later, while there is hope, and what comes is checked before it is believed.
 */
import { type RandomSource, ResonanceError } from "@resonance-rope/contracts";
import type * as z from "zod";
import type { Clock } from "../clock.js";
import type { HttpResponse, HttpTransport } from "./http-transport.js";
import { retryAfterMilliseconds } from "./retry-after.js";
import { type ServerFailure, isPassing } from "./server-failure.js";

export interface ConnectionOptions {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  /** Of the waits, so that many clients do not come back at the same moment. */
  readonly random: RandomSource;
  /** Of one attempt. */
  readonly timeLimitMilliseconds: number;
  readonly attempts: number;
  /** Sent with each request, and nowhere else: not printed, not written down. */
  readonly apiKey: string | null;
}

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  readonly attempts?: number;
}

export interface ServerConnection {
  /** Without `/v1`. */
  readonly root: string;
  /** How many connections were begun: whoever answers over a new one may be another server. */
  readonly meetings: () => number;
  get<T>(path: string, schema: z.ZodType<T>, options?: RequestOptions): Promise<T>;
  post<T>(path: string, body: object, schema: z.ZodType<T>, options?: RequestOptions): Promise<T>;
  /** Null where the server refuses, or answers something else: it does not have this. */
  find<T>(path: string, body: object | null, schema: z.ZodType<T>, options?: RequestOptions): Promise<T | null>;
}

const firstWaitMilliseconds = 500;
const longestWaitMilliseconds = 30_000;
/** A server that wants more patience than this is full. */
const longestAskedWaitMilliseconds = 600_000;
/** Silence is waited out twice, not as often as a refusal that comes at once. */
const mostTimeouts = 2;

type Outcome = { readonly value: unknown } | ServerFailure;

export function serverConnection(url: string, options: ConnectionOptions): ServerConnection {
  const { transport, clock, random, timeLimitMilliseconds, apiKey } = options;
  const root = rootOf(url);
  if (apiKey !== null && !/^[!-~]+$/u.test(apiKey)) throw noKey();
  let meetings = 0;
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
  };

  const attempt = async (path: string, body: object | null, { signal }: RequestOptions): Promise<Outcome> => {
    // A listener that is taken away again: AbortSignal.any would leave one on a signal that lives on.
    const attemptEnd = new AbortController();
    const giveUp = (): void => attemptEnd.abort(signal?.reason);
    signal?.addEventListener("abort", giveUp, { once: true });
    const answered = new AbortController();
    let timedOut = false;
    void clock.sleep(timeLimitMilliseconds, answered.signal).then(
      () => {
        timedOut = true;
        attemptEnd.abort("silence");
      },
      () => undefined,
    );
    try {
      signal?.throwIfAborted();
      const response = await transport({
        method: body === null ? "GET" : "POST",
        url: root + path,
        headers,
        ...(body === null ? {} : { body: JSON.stringify(body) }),
        signal: attemptEnd.signal,
      });
      if (response.isFirst) meetings += 1;
      return outcomeOf(response, withoutKey);
    } catch (cause) {
      signal?.throwIfAborted();
      if (!timedOut) return { reason: wordsOf(cause), passing: true, status: null, cause };
      return { reason: `silence for ${timeLimitMilliseconds / 1000} s`, passing: true, status: null, timedOut };
    } finally {
      signal?.removeEventListener("abort", giveUp);
      answered.abort("answered");
    }
  };

  const request = async (path: string, body: object | null, own: RequestOptions): Promise<Outcome> => {
    const { attempts = options.attempts, signal } = own;
    let timeouts = 0;
    for (let tried = 1; ; tried++) {
      const outcome = await attempt(path, body, own);
      if (!("reason" in outcome)) return outcome;
      if (outcome.timedOut === true) timeouts += 1;
      const { waitMilliseconds: asked = 0 } = outcome;
      const hopeless = !outcome.passing || asked > longestAskedWaitMilliseconds || timeouts >= mostTimeouts;
      if (hopeless || tried >= attempts) return outcome;
      const wait = Math.min(longestWaitMilliseconds, firstWaitMilliseconds * 2 ** (tried - 1));
      await clock.sleep(Math.max(asked, wait * (0.5 + 0.5 * random.uniform())), signal);
    }
  };

  /** A server may repeat the key in its complaint. */
  const withoutKey = (words: string): string => (apiKey === null ? words : words.replaceAll(apiKey, "(the key)"));
  const errorOf = (path: string, failure: ServerFailure): ResonanceError =>
    new ResonanceError({
      kind: "unavailable",
      where: root,
      expected: `an answer to ${path}`,
      received: withoutKey(failure.reason),
      remedy: remedyOf(failure),
    });

  const ask = async <T>(path: string, body: object | null, schema: z.ZodType<T>, own: RequestOptions): Promise<T> => {
    const outcome = await request(path, body, own);
    if ("reason" in outcome) throw errorOf(path, outcome);
    const parsed = schema.safeParse(outcome.value);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const reason = `an answer of another shape (${issue?.path.join(".") || "the whole"}: ${issue?.message})`;
    throw errorOf(path, { reason, passing: false, status: 200 });
  };

  return {
    root,
    meetings: () => meetings,
    get: (path, schema, own = {}) => ask(path, null, schema, own),
    post: (path, body, schema, own = {}) => ask(path, body, schema, own),
    async find(path, body, schema, own = {}) {
      const outcome = await request(path, body, own);
      if ("reason" in outcome) {
        // 404 and 400 say that the server does not have this, and so does the 500 of one that trips over it.
        const { status } = outcome;
        if (status === null || status === 401 || status === 403 || (outcome.passing && status !== 500))
          throw errorOf(path, outcome);
        return null;
      }
      return schema.safeParse(outcome.value).data ?? null;
    },
  };
}

function rootOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/u.test(parsed.protocol) || hasSecret(parsed))
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "--model",
      expected: "http://host/v1, without a name, password or query",
      received:
        parsed === null ? url.replace(/\/\/.*@/su, "//") : `${parsed.protocol}//${parsed.host}${parsed.pathname}`,
      remedy: "give a key in the environment variable RESONANCE_API_KEY",
    });
  return (parsed.origin + parsed.pathname).replace(/\/+$/u, "").replace(/\/v1$/u, "");
}

const hasSecret = ({ username, password, search }: URL): boolean => username + password + search !== "";

const noKey = (): ResonanceError =>
  new ResonanceError({
    kind: "invalid-argument",
    where: "RESONANCE_API_KEY",
    expected: "a key of letters, digits and signs",
    received: "one that is empty, or has a space, a line's end or another character that no header may hold",
  });

/** @param shown makes the server's words fit to be printed. */
function outcomeOf({ status, headers, body }: HttpResponse, shown: (words: string) => string): Outcome {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return { reason: `${status} with text that is not UTF-8`, passing: true, status };
  }
  if (status !== 200) {
    const wait = retryAfterMilliseconds(headers);
    return {
      reason: `${status} ${shown(text).replace(/\s+/gu, " ").slice(0, 200)}`.trim(),
      passing: isPassing(status),
      status,
      ...(wait === undefined ? {} : { waitMilliseconds: wait }),
    };
  }
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { reason: `${status} with text that is not JSON`, passing: true, status };
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: "no server there (ECONNREFUSED)",
    ECONNRESET: "a connection that broke off (ECONNRESET)",
    ENOTFOUND: "a host that is not known (ENOTFOUND)",
  };
  return known[code] ?? (error.message || code);
}

function remedyOf({ status }: ServerFailure): string {
  if (status === null) return "start the server, or give its address; answers so far are kept";
  if (status === 401 || status === 403) return "put the key into the environment variable RESONANCE_API_KEY";
  if (status === 429) return "ask for less at once (--concurrency), or later; answers so far are kept";
  return "see the server's log; answers so far are kept";
}
