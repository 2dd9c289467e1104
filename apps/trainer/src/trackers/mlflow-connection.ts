/** MLflow's REST interface 2.0: one request, tried again while there is hope, and what comes checked. */
import { setTimeout as sleep } from "node:timers/promises";
import { ResonanceError } from "@resonance-rope/contracts";
import { nodeHttpTransport } from "@resonance-rope/llm-eval/node";
import * as z from "zod";
import { serverTimeLimit } from "./server-time-limit.js";

/** The variables that MLflow's own clients read. */
export type MlflowEnvironment = Readonly<
  Partial<
    Record<
      "MLFLOW_TRACKING_TOKEN" | "MLFLOW_TRACKING_USERNAME" | "MLFLOW_TRACKING_PASSWORD" | "MLFLOW_EXPERIMENT_NAME",
      string
    >
  >
>;

export interface MlflowConnectionOptions {
  /** Without `/api`. */
  readonly url: string;
  /** Sent to the server, and nowhere else: not printed, not written down. */
  readonly environment: MlflowEnvironment;
  readonly timeLimitMilliseconds?: number;
  readonly attempts?: number;
  /** Doubled from one attempt to the next. */
  readonly firstWaitMilliseconds?: number;
}

export interface MlflowConnection {
  get<T>(path: string, query: Readonly<Record<string, string>>, schema: z.ZodType<T>, signal: AbortSignal): Promise<T>;
  post<T>(path: string, body: object, schema: z.ZodType<T>, signal: AbortSignal): Promise<T>;
  /** Calls `attempt`, which may ask several things in turn, again while what goes wrong may pass. */
  retry<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** A request that did not succeed. */
export class MlflowFailure extends ResonanceError {
  /** MLflow's name for it, `RESOURCE_DOES_NOT_EXIST` for one; null where the server gave none. */
  readonly code: string | null;
  /** Another attempt may go better. */
  readonly passing: boolean;

  constructor(where: string, path: string, failure: Pick<MlflowFailure, "code" | "passing" | "received" | "remedy">) {
    const { received, remedy } = failure;
    super({ kind: "unavailable", where, expected: `an answer to ${path}`, received, remedy });
    this.code = failure.code;
    this.passing = failure.passing;
  }
}

const refusalSchema = z.object({ error_code: z.string(), message: z.string().default("") });

const longestWaitMilliseconds = 30_000;

export function mlflowConnection(options: MlflowConnectionOptions): MlflowConnection {
  const { url, environment, timeLimitMilliseconds = 10_000, attempts = 8, firstWaitMilliseconds = 500 } = options;
  const { MLFLOW_TRACKING_TOKEN, MLFLOW_TRACKING_PASSWORD } = environment;
  const root = url.replace(/\/+$/u, "");
  const authorization = authorizationOf(environment);
  /** A server may repeat in its complaint what it was sent. */
  const secrets = [MLFLOW_TRACKING_TOKEN, MLFLOW_TRACKING_PASSWORD, authorization.authorization?.split(" ")[1]];
  const withoutSecrets = (words: string): string =>
    secrets.reduce<string>((rest, secret) => (secret ? rest.replaceAll(secret, "(secret)") : rest), words);

  const ask = async <T>(
    path: string,
    request: { readonly method: "GET" | "POST"; readonly query?: string; readonly body?: string },
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> => {
    const failure = (words: string, passing: boolean, code: string | null = null, remedy?: string): MlflowFailure =>
      new MlflowFailure(`MLflow at ${root}`, path, { received: withoutSecrets(words), passing, code, remedy });
    const { query = "", ...rest } = request;
    const answered = new AbortController();
    const ended = AbortSignal.any([signal, answered.signal]);
    const headers = { accept: "application/json", "content-type": "application/json", ...authorization };
    const transport = { url: `${root}/api/2.0/mlflow/${path}${query}`, headers, ...rest, signal: ended };
    const { status, body } = await Promise.race([
      nodeHttpTransport(transport),
      serverTimeLimit(timeLimitMilliseconds, ended),
    ])
      .catch((error: NodeJS.ErrnoException) => {
        signal.throwIfAborted();
        throw failure(error.message || String(error.code), true, null, "start the server, or give its address");
      })
      .finally(() => answered.abort());
    const text = new TextDecoder().decode(body);
    const value = parse(text);
    if (status === 200) {
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      throw failure(`an answer of another shape: ${brief(text)}`, value === undefined);
    }
    const { data: refusal } = refusalSchema.safeParse(value);
    const received = refusal === undefined ? brief(text) : `${refusal.error_code}: ${brief(refusal.message)}`;
    const passing = status >= 500 || status === 408 || status === 429;
    const remedy =
      status === 401 || status === 403
        ? "set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
        : undefined;
    throw failure(`${status} ${received}`.trim(), passing, refusal?.error_code ?? null, remedy);
  };

  return {
    get: (path, query, schema, signal) =>
      ask(path, { method: "GET", query: `?${new URLSearchParams(query).toString()}` }, schema, signal),
    post: (path, body, schema, signal) => ask(path, { method: "POST", body: JSON.stringify(body) }, schema, signal),
    async retry(attempt, signal) {
      for (let tried = 1; ; tried++) {
        try {
          return await attempt();
        } catch (error) {
          if (!(error instanceof MlflowFailure) || !error.passing || tried >= attempts) throw error;
          const wait = Math.min(longestWaitMilliseconds, firstWaitMilliseconds * 2 ** (tried - 1));
          await sleep(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
        }
      }
    },
  };
}

function authorizationOf(environment: MlflowEnvironment): { readonly authorization?: string } {
  const {
    MLFLOW_TRACKING_TOKEN: token,
    MLFLOW_TRACKING_USERNAME: user,
    MLFLOW_TRACKING_PASSWORD: password = "",
  } = environment;
  if (token !== undefined && token !== "") return { authorization: `Bearer ${token}` };
  if (user === undefined || user === "") return {};
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const brief = (text: string): string => text.replace(/\s+/gu, " ").slice(0, 200).trim();
