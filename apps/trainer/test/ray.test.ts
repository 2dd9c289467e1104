import { readFileSync } from "node:fs";
import { type RequestListener, createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { afterAll, describe, expect, test } from "vitest";
import type { RunEnd } from "../src/launchers/launcher.js";
import { rayJobs } from "../src/launchers/ray-jobs.js";
import { rayLauncher } from "../src/launchers/ray.js";
import type { SweepRun } from "../src/sweep/sweep-run.js";
import { startRayServer } from "./ray-server.js";
import { sweepFolder, sweepRuns } from "./sweep-runs.js";

const folder = sweepFolder();

interface Launched {
  readonly ends: ReadonlyMap<string, RunEnd>;
  readonly events: readonly string[];
}

interface LaunchTest {
  readonly address: string;
  readonly runs: readonly SweepRun[];
  readonly runsDirectory: string;
  readonly jobs: number;
  readonly onStart?: (run: SweepRun, stop: () => void) => void;
}

async function launch({ address, runs, runsDirectory, jobs, onStart }: LaunchTest): Promise<Launched> {
  const ends = new Map<string, RunEnd>();
  const events: string[] = [];
  const stop = new AbortController();
  await rayLauncher(address).launch(runs, {
    runsDirectory,
    jobs,
    signal: stop.signal,
    onStart: (run, step) => {
      events.push(`start ${step}`);
      onStart?.(run, () => stop.abort());
    },
    onRow: (_run, { type, step }) => events.push(`${type} ${step}`),
    onEnd: (run, end) => {
      events.push(end.status);
      ends.set(run.runId, end);
    },
  });
  return { ends, events };
}

describe.skipIf(process.platform === "win32")("a sweep on Ray", () => {
  test("has no more jobs at a time than it may, and tells of each run from its start to its result", async () => {
    const { address, jobs, most } = await startRayServer();
    const runs = await sweepRuns(folder, 3, 2);
    const { ends, events } = await launch({ address, runs, runsDirectory: join(folder, "most"), jobs: 2 });
    expect([...ends.values()].map(({ status }) => status)).toEqual(["done", "done", "done"]);
    expect(events.filter((event) => event === "step 2")).toHaveLength(3);
    expect(events[0]).toBe("start 0");
    expect(most()).toBe(2);
    expect(jobs.size).toBe(3);
  });

  test("saves on stop what runs, starts nothing more, and goes on from there the next time", async () => {
    const { address, jobs } = await startRayServer();
    const runs = await sweepRuns(folder, 2, 1_000_000);
    const given = { address, runs, runsDirectory: join(folder, "stop"), jobs: 1 };
    const first = await launch({ ...given, onStart: (_run, stop) => stop() });
    const [end] = first.ends.values();
    expect(end?.status).toBe("stopped");
    expect(first.ends.size).toBe(1);
    expect(jobs.size).toBe(1);
    const second = await launch({ ...given, onStart: (_run, stop) => stop() });
    if (end?.status === "stopped") expect(second.events[0]).toBe(`start ${end.step}`);
    expect(jobs.size).toBe(2);
  });

  test("follows a run that another sweep has started, and does not start it again", async () => {
    const { address, jobs } = await startRayServer();
    const runs = await sweepRuns(folder, 1, 600);
    const given = { address, runs, runsDirectory: join(folder, "again"), jobs: 1 };
    let other: Promise<Launched> | undefined;
    const one = await launch({ ...given, onStart: () => (other ??= launch(given)) });
    expect([one, await other].map((launched) => launched?.ends.get(runs[0]?.runId ?? "")?.status)).toEqual([
      "done",
      "done",
    ]);
    expect(jobs.size).toBe(1);
  });

  test("reports a run whose process is killed, and finishes it when told to start it again", async () => {
    const { address, jobs } = await startRayServer();
    const runs = await sweepRuns(folder, 1, 600);
    const given = { address, runs, runsDirectory: join(folder, "killed"), jobs: 1 };
    const kill = ({ runId }: SweepRun): void => {
      const { pid } = JSON.parse(readFileSync(join(folder, "killed", runId, "lock.json"), "utf8")) as { pid: number };
      process.kill(pid, "SIGKILL");
    };
    let killed = false;
    const first = await launch({
      ...given,
      onStart: (run) => {
        const timer = setInterval(() => {
          if (killed) return;
          try {
            kill(run);
            killed = true;
            clearInterval(timer);
          } catch {
            // It has not taken its lock yet.
          }
        }, 20);
      },
    });
    const [end] = first.ends.values();
    expect(end?.status === "failed" && end.error.message).toMatch(/FAILED of its job.*ray job logs resonance-/u);
    expect((await launch(given)).ends.get(runs[0]?.runId ?? "")?.status).toBe("done");
    expect(jobs.size).toBe(2);
  });
});

test("a submission and a stop that Ray does not hear at once are tried again, and a stop of what it has forgotten is done", async () => {
  const asked: string[] = [];
  let job: string | undefined;
  const { signal, stop } = stopper();
  const address = await serve((request, response) => {
    const what = `${request.method} ${request.url}`;
    asked.push(what);
    const first = asked.filter((each) => each === what).length === 1;
    if (what === "GET /api/jobs/") response.end("[]");
    else if (request.method === "GET" && !signal.aborted) {
      response.end(JSON.stringify({ submission_id: job, status: "RUNNING" }));
      stop();
    } else if (request.method === "GET") response.writeHead(404).end();
    else if (first) response.writeHead(503).end("restarting");
    else if (what === "POST /api/jobs/") {
      job = "known";
      response.end("{}");
    } else response.writeHead(404).end();
  });
  const runs = await sweepRuns(folder, 1, 1);
  const ends: string[] = [];
  const ignore = (): void => undefined;
  const onEnd = (_run: SweepRun, { status }: RunEnd): void => void ends.push(status);
  const options = { runsDirectory: join(folder, "deaf"), jobs: 1, signal, onStart: ignore, onRow: ignore, onEnd };
  await rayLauncher(address).launch(runs, options);
  expect(ends).toEqual(["stopped"]);
  expect(asked.filter((what) => what === "POST /api/jobs/")).toHaveLength(2);
  expect(asked.filter((what) => what.endsWith("/stop"))).toHaveLength(2);
});

function stopper(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, stop: () => controller.abort() };
}

/** A server of one answer. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const wrongServers: readonly (readonly [string, RequestListener])[] = [
  ["a page", (_request, response) => response.end("<html>hello</html>")],
  ["another shape", (_request, response) => response.end('[{"submission_id": 3}]')],
  ["a refusal", (_request, response) => response.writeHead(405).end("Method Not Allowed")],
  ["another server's 404", (_request, response) => response.writeHead(404).end()],
  [
    "half an answer",
    (_request, response) => response.writeHead(200, { "content-length": "100" }).end("[", () => response.destroy()),
  ],
  ["silence", () => undefined],
];

test.each(wrongServers)("%s in place of Ray's answer is an error in words", async (_name, listener) => {
  const listing = rayJobs(await serve(listener), 300).list();
  await expect(listing).rejects.toSatisfy((error) => ResonanceError.isInstance(error) && error.kind === "unavailable");
});

test("no server at the address is an error in words, and what is no address another", async () => {
  await expect(rayJobs("http://127.0.0.1:9").list()).rejects.toThrow(/ray-address/u);
  expect(() => rayJobs("auto")).toThrow(/the address of Ray's dashboard/u);
});
