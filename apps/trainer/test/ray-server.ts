/**
 * A server that answers as Ray's Jobs interface does (2.60.0), and runs what is submitted in a shell. The real one is met by
 * `npm run test:servers`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll } from "vitest";

interface Job {
  readonly submission_id: string;
  readonly child: ChildProcess;
  isStopped: boolean;
  status: "RUNNING" | "STOPPED" | "SUCCEEDED" | "FAILED";
  readonly message: null;
}

export interface RayServer {
  readonly address: string;
  readonly jobs: ReadonlyMap<string, Job>;
  /** The most that ever ran at a time. */
  readonly most: () => number;
}

export async function startRayServer(): Promise<RayServer> {
  const jobs = new Map<string, Job>();
  let most = 0;
  const running = (): Job[] => [...jobs.values()].filter(({ status }) => status === "RUNNING");
  const submit = ({ submission_id, entrypoint }: { submission_id: string; entrypoint: string }): string | null => {
    if (jobs.has(submission_id)) return null;
    const job: Job = {
      submission_id,
      child: spawn("sh", ["-c", entrypoint], { stdio: "ignore" }),
      isStopped: false,
      status: "RUNNING",
      message: null,
    };
    job.child.on("exit", (code) => {
      job.status = job.isStopped ? "STOPPED" : code === 0 ? "SUCCEEDED" : "FAILED";
    });
    jobs.set(submission_id, job);
    most = Math.max(most, running().length);
    return submission_id;
  };
  const server = createServer((request, response) => {
    const answer = (status: number, value: unknown): void => void response.writeHead(status).end(JSON.stringify(value));
    const shown = ({ submission_id, status, message }: Job): object => ({ submission_id, status, message });
    const [, id = "", action] = /^\/api\/jobs\/([^/]*)(?:\/(stop))?$/u.exec(request.url ?? "") ?? [];
    const job = jobs.get(id);
    if (request.headers["sec-fetch-mode"] !== undefined) answer(405, "a browser");
    else if (request.method === "GET" && id === "") answer(200, [...jobs.values()].map(shown));
    else if (request.method === "POST" && id === "")
      void json(request).then((given) => {
        const submitted = submit(given as { submission_id: string; entrypoint: string });
        if (submitted === null) answer(500, "Job with submission_id already exists.");
        else answer(200, { submission_id: submitted });
      });
    else if (job === undefined) answer(404, "no such job");
    else if (action === "stop") {
      job.isStopped = true;
      job.child.kill("SIGTERM");
      answer(200, { stopped: true });
    } else answer(200, shown(job));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    for (const { child } of running()) child.kill("SIGKILL");
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, jobs, most: () => most };
}
