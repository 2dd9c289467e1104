import { describe, expect, it } from "vitest";
import { type MlflowConnectionOptions, MlflowFailure } from "../../src/trackers/mlflow-connection.js";
import { mlflowTracker } from "../../src/trackers/mlflow.js";
import type { Tracker } from "../../src/trackers/tracker.js";
import { runWith, startWith, stepRow } from "./example-story.js";
import { type Answer, misbehavingServer } from "./misbehaving-server.js";

const { signal } = new AbortController();

/** What MLflow 3.17.2 answers when it has the experiment, and a run of which steps up to 2 arrived. */
const withRun: Readonly<Record<string, object>> = {
  "GET experiments/get-by-name": { experiment: { experiment_id: "1", name: "resonance", lifecycle_stage: "active" } },
  "POST runs/search": {
    runs: [
      {
        info: { run_id: "abc", status: "RUNNING" },
        data: { metrics: ["loss", "learning-rate", "gradient-norm", "seconds"].map((name) => ({ key: `training/${name}`, value: 1, timestamp: 1, step: "2" })) },
      },
    ],
  },
  "POST runs/log-batch": {},
  "POST runs/update": {},
}; // prettier-ignore

async function trackerOf(
  answer: Answer,
  options: Partial<MlflowConnectionOptions> = {},
): Promise<{ tracker: Tracker } & Awaited<ReturnType<typeof misbehavingServer>>> {
  const server = await misbehavingServer(answer);
  const quick = { attempts: 3, firstWaitMilliseconds: 1, timeLimitMilliseconds: 5000 };
  return { tracker: mlflowTracker({ url: server.url, environment: {}, ...quick, ...options }), ...server };
}

const metricsIn = (asked: readonly { readonly body: unknown }[]): { key: string; step: number; value: number }[] =>
  asked.flatMap(({ body }) => (body as { metrics?: { key: string; step: number; value: number }[] }).metrics ?? []);

async function failureOf(work: Promise<void>): Promise<MlflowFailure> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MlflowFailure);
  return error as MlflowFailure;
}

describe("MLflow", () => {
  it("is sent no step that it has, whether it is behind the checkpoint or comes again", async () => {
    const run = await runWith(0);
    const { tracker, asked } = await trackerOf(({ what }) => withRun[what] ?? 404);
    await tracker.start(startWith(run, 1), signal);
    await tracker.write([2, 3].map((step) => ({ row: stepRow(step), madeAt: 9000.4 })), signal); // prettier-ignore
    const metrics = metricsIn(asked.filter(({ what }) => what === "POST runs/log-batch"));
    expect(new Set(metrics.map(({ step }) => step))).toEqual(new Set([3]));
    expect(metrics).toContainEqual({ key: "training/loss", value: 1 / 3, step: 3, timestamp: 9000 });
    expect(asked.map(({ what }) => what)).not.toContain("POST runs/create");
  });

  it("is sent at most 1000 metrics and 100 parameters at once, values of at most 6000 characters", async () => {
    const run = await runWith(0);
    const { tracker, asked } = await trackerOf(({ what }) => withRun[what] ?? 404);
    const rule = { kind: "table", text: "x".repeat(7000) } as never;
    const start = startWith(run, 600);
    await tracker.start({ ...start, record: { ...run.record, plan: { ...run.record.plan, rule } } }, signal);
    const batches = asked.filter(({ what }) => what === "POST runs/log-batch").map(({ body }) => body) as {
      params?: { key: string; value: string }[];
      metrics?: object[];
    }[];
    expect(batches.flatMap(({ metrics = [] }) => metrics)).toHaveLength(598 * 4);
    for (const { metrics = [], params = [] } of batches) {
      expect(metrics.length).toBeLessThanOrEqual(1000);
      expect(params.length).toBeLessThanOrEqual(100);
      for (const { value } of params) expect(value.length).toBeLessThanOrEqual(6000);
    }
    const parameters = batches.flatMap(({ params = [] }) => params);
    expect(parameters).toContainEqual({ key: "optimizer.schedule", value: "one-cycle" });
  });

  it("is asked again whether it has the run before it is told to make it a second time", async () => {
    const run = await runWith(0);
    let made = false;
    const { tracker, asked } = await trackerOf(({ what }) => {
      if (what === "POST runs/search") return made ? (withRun[what] as object) : { runs: [] };
      // It makes the run, and its answer is lost.
      if (what === "POST runs/create") made = true;
      return withRun[what] ?? 502;
    });
    await tracker.start(startWith(run, 0), signal);
    expect(asked.filter(({ what }) => what === "POST runs/create")).toHaveLength(1);
  });

  it("makes the experiment where there is none, and takes it where another run was quicker", async () => {
    const run = await runWith(0);
    for (const quicker of [false, true]) {
      let exists = false;
      const { tracker, asked } = await trackerOf(({ what }) => {
        if (what === "GET experiments/get-by-name" && !exists) return [404, { error_code: "RESOURCE_DOES_NOT_EXIST" }];
        if (what === "POST experiments/create") {
          exists = true;
          return quicker ? [400, { error_code: "RESOURCE_ALREADY_EXISTS" }] : { experiment_id: "1" };
        }
        return withRun[what] ?? 404;
      });
      await tracker.start(startWith(run, 0), signal);
      const search = asked.find(({ what }) => what === "POST runs/search");
      expect(search?.body).toMatchObject({ experiment_ids: ["1"] });
    }
  });

  it("gives up on an answer that will not change at once, and on others after its attempts", async () => {
    const run = await runWith(0);
    const answers: readonly (readonly [Answer, number, string])[] = [
      [() => 500, 3, "500"],
      [() => 400, 1, "400"],
      [() => "<html>a proxy</html>", 3, "an answer of another shape: <html>a proxy</html>"],
      [() => ({ experiment: [] }), 1, "an answer of another shape"],
    ];
    for (const [answer, times, words] of answers) {
      const { tracker, asked } = await trackerOf(answer);
      expect((await failureOf(tracker.start(startWith(run, 0), signal))).received).toContain(words);
      expect(asked).toHaveLength(times);
    }
  });

  it("is silent no longer than its time limit, and not there at all: both are said", async () => {
    const run = await runWith(0);
    const { tracker } = await trackerOf(() => null, { timeLimitMilliseconds: 40, attempts: 2 });
    expect((await failureOf(tracker.start(startWith(run, 0), signal))).received).toBe("silence for 0.04 s");
    const nobody = mlflowTracker({ url: "http://127.0.0.1:9", environment: {}, attempts: 1 });
    expect((await failureOf(nobody.start(startWith(run, 0), signal))).received).toContain("ECONNREFUSED");
  });

  it("is sent the token of the environment, which no message repeats", async () => {
    const run = await runWith(0);
    const environment = { MLFLOW_TRACKING_TOKEN: "s3cret" };
    const { tracker, asked } = await trackerOf(
      ({ headers }) => [403, { error_code: "DENIED", message: `not with ${headers.authorization}` }],
      { environment },
    ); // prettier-ignore
    const failure = await failureOf(tracker.start(startWith(run, 0), signal));
    expect(asked[0]?.headers.authorization).toBe("Bearer s3cret");
    expect(failure.message).toContain("(secret)");
    expect(failure.message).not.toContain("s3cret");
    const named = await trackerOf(() => 401, { environment: { MLFLOW_TRACKING_USERNAME: "me", MLFLOW_TRACKING_PASSWORD: "pass" } }); // prettier-ignore
    expect((await failureOf(named.tracker.start(startWith(run, 0), signal))).remedy).toContain("MLFLOW_TRACKING_TOKEN");
    expect(named.asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from("me:pass").toString("base64")}`);
  });

  it("is left at once when the signal fires", async () => {
    const run = await runWith(0);
    const stop = new AbortController();
    const { tracker } = await trackerOf(() => null);
    const started = tracker.start(startWith(run, 0), stop.signal);
    setTimeout(() => stop.abort(new Error("patience is over")), 20);
    await expect(started).rejects.toThrow("patience is over");
  });
});
