import { describe, expect, it, onTestFinished } from "vitest";
import { type TrackedStory, type TrackedStoryOptions, trackedStory } from "../../src/trackers/tracked-story.js";
import type { Tracker } from "../../src/trackers/tracker.js";
import { resultOf } from "../runs-example.js";
import { runWith, stepRow } from "./example-story.js";

interface Listener extends Tracker {
  readonly heard: string[];
}

function listener(broken: Partial<Tracker> = {}): Listener {
  const heard: string[] = [];
  return {
    name: "a listener",
    heard,
    start: async ({ rows }) => void heard.push(...rows.map(({ row, madeAt }) => `behind ${row.step} at ${madeAt}`)),
    write: async (rows) => void heard.push(...rows.map(({ row, madeAt }) => `${row.step} at ${madeAt}`)),
    end: async ({ status }) => void heard.push(status),
    ...broken,
  };
}

function storyFor(
  trackers: readonly Tracker[],
  options: Partial<TrackedStoryOptions> = {},
): { story: TrackedStory; failures: string[] } {
  const failures: string[] = [];
  const onFailure: TrackedStoryOptions["onFailure"] = (tracker, { message }) => failures.push(`${tracker}: ${message}`);
  let time = 99_000;
  const now = (): number => (time += 1000);
  return { story: trackedStory(trackers, { now, onFailure, paceMilliseconds: 5, ...options }), failures };
}

describe("what trackers are told", () => {
  it("is what the run has behind it up to its checkpoint, then each row once and in order, then the end", async () => {
    const run = await runWith(3);
    const one = listener();
    const { story, failures } = storyFor([one]);
    story.start(run.directory, 2);
    story.row(stepRow(3));
    story.row(stepRow(4));
    await story.end({ status: "stopped", directory: run.directory, step: 4 });
    expect(one.heard).toEqual([
      "behind 1 at 99750",
      "behind 2 at 100000",
      "3 at 101000",
      "4 at 102000",
      "stopped",
    ]); // prettier-ignore
    expect(failures).toEqual([]);
  });

  it("is all of a run that was done before", async () => {
    const run = await runWith(2);
    const one = listener();
    const { story } = storyFor([one]);
    const { directory, record } = run;
    await story.end({ status: "done", directory, result: resultOf(record.plan) });
    expect(one.heard).toEqual([expect.stringMatching(/^behind 1/u), expect.stringMatching(/^behind 2/u), "done"]);
  });

  it("is nothing where the training never began", async () => {
    const one = listener();
    await storyFor([one]).story.end(null);
    expect(one.heard).toEqual([]);
  });

  it("reaches the others when one fails, which is reported once and told no more", async () => {
    const run = await runWith(0);
    let writes = 0;
    const bad = listener({
      write: () => {
        writes += 1;
        return Promise.reject(new Error("the disk is full"));
      },
    });
    const good = listener();
    const { story, failures } = storyFor([bad, good]);
    story.start(run.directory, 0);
    for (let step = 1; step <= 3; step++) {
      story.row(stepRow(step));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await story.end(null);
    expect(failures).toEqual(["a listener: the disk is full"]);
    expect(writes).toBe(1);
    expect(bad.heard).toEqual([]);
    expect(good.heard).toEqual([expect.stringMatching(/^1 /u), expect.stringMatching(/^2 /u), expect.stringMatching(/^3 /u), "failed"]); // prettier-ignore
  });

  it("waits for nobody while training, and at the end no longer than its patience", async () => {
    const run = await runWith(0);
    const silent = listener({
      write: (_rows, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
    });
    const hanging = listener({ start: () => new Promise(() => undefined) });
    const { story, failures } = storyFor([silent, hanging], { patienceMilliseconds: 50 });
    story.start(run.directory, 0);
    for (let step = 1; step <= 1000; step++) story.row(stepRow(step));
    const begin = performance.now();
    await story.end(null);
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(failures).toEqual(["a listener: not all was told 0.05 s after the end"]);
  });

  it("is not even looked for where nobody listens", async () => {
    const { story } = storyFor([]);
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    onTestFinished(() => void process.off("unhandledRejection", note));
    story.start("no-such-folder", 0);
    await story.end({ status: "stopped", directory: "no-such-folder", step: 1 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(unhandled).toEqual([]);
  });

  it("is nothing of a run whose folder cannot be read, which is reported", async () => {
    const { story, failures } = storyFor([listener()]);
    story.start("no-such-folder", 0);
    await story.end(null);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain("no-such-folder");
  });
});
