/**
 * The Jobs interface of a Ray cluster, over HTTP. By node:http, for Ray takes `fetch`, which sends `sec-fetch-mode`,
 * for a browser and refuses it.
 */
import { ResonanceError, messageOf, validate } from "@resonance-rope/contracts";
import { nodeHttpTransport } from "@resonance-rope/llm-eval/node";
import * as z from "zod";

export interface RayJob {
  /** Null for a program that uses Ray without having been submitted as a job. */
  readonly submission_id: string | null;
  readonly status: "PENDING" | "RUNNING" | "STOPPED" | "SUCCEEDED" | "FAILED";
  /** What the program said last, where it failed. */
  readonly message: string | null;
}

export interface RaySubmission {
  readonly submission_id: string;
  readonly entrypoint: string;
  readonly entrypoint_num_cpus: number;
  readonly runtime_env: { readonly env_vars: Readonly<Record<string, string>> };
}

export interface RayJobs {
  list(): Promise<readonly RayJob[]>;
  /** Null for a job that Ray does not know, or no longer. */
  get(id: string): Promise<RayJob | null>;
  /** A second time with the same id changes nothing. */
  submit(job: RaySubmission): Promise<void>;
  /** Of a job that Ray does not know, or no longer, there is nothing to stop. */
  stop(id: string): Promise<void>;
}

const jobSchema: z.ZodType<RayJob> = z.object({
  submission_id: z.string().nullable(),
  status: z.enum(["PENDING", "RUNNING", "STOPPED", "SUCCEEDED", "FAILED"]),
  message: z.string().nullable().default(null),
});

const timeLimitMilliseconds = 30_000;

/** @param address as `http://127.0.0.1:8265`, where the dashboard is. */
export function rayJobs(address: string, timeLimit: number = timeLimitMilliseconds): RayJobs {
  const root = rootOf(address);
  const ask = async (
    method: "GET" | "POST",
    path: string,
    body?: object,
  ): Promise<{ status: number; text: string }> => {
    const signal = AbortSignal.timeout(timeLimit);
    const headers = { accept: "application/json", "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      // With the slash at the end: without it Ray answers 405.
      const answer = await nodeHttpTransport({ method, url: `${root}/api/jobs/${path}`, headers, signal, ...sent });
      return { status: answer.status, text: new TextDecoder().decode(answer.body) };
    } catch (error) {
      const received = signal.aborted ? `silence for ${timeLimit / 1000} s` : messageOf(error);
      throw failure(root, received || String((error as NodeJS.ErrnoException).code), error);
    }
  };
  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T | null> => {
    const { status, text } = await ask("GET", path);
    if (status === 404) return null;
    if (status !== 200) throw failure(root, `${status} ${brief(text)}`);
    const what = `answer of Ray at ${root}`;
    return validate(schema, parse(text), { kind: "unavailable", where: "sweep", what });
  };
  return {
    async list() {
      const jobs = await read("", z.array(jobSchema));
      if (jobs === null) throw failure(root, "404: another server");
      return jobs;
    },
    get: (id) => read(encodeURIComponent(id), jobSchema),
    async submit(job) {
      const { status, text } = await ask("POST", "", { ...job, metadata: {} });
      if (status !== 200 && !text.includes("already exists")) throw failure(root, `${status} ${brief(text)}`);
    },
    async stop(id) {
      const { status, text } = await ask("POST", `${encodeURIComponent(id)}/stop`);
      if (status !== 200 && status !== 404) throw failure(root, `${status} ${brief(text)}`);
    },
  };
}

function rootOf(address: string): string {
  if (/^https?:\/\//u.test(address) && URL.canParse(address)) return address.replace(/\/+$/u, "");
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "--ray-address",
    expected: "the address of Ray's dashboard, as http://127.0.0.1:8265",
    received: address,
  });
}

/** Undefined for what is no JSON, which no schema takes. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const brief = (text: string): string => text.replace(/\s+/gu, " ").trim().slice(-200);

function failure(root: string, received: string, cause?: unknown): ResonanceError {
  return new ResonanceError({
    kind: "unavailable",
    where: "sweep",
    expected: `Ray's Jobs interface at ${root}`,
    received,
    remedy: "start Ray, or give the address of its dashboard: --ray-address http://HOST:8265",
    cause,
  });
}
