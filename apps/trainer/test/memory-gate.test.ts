import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryGate } from "../src/launchers/memory-gate.js";
import { memoryOfPlan } from "../src/memory/memory-of-plan.js";
import { planOfWords } from "./runs-example.js";

const never = new AbortController().signal;
const pauseMilliseconds = 1;

describe("the memory gate", () => {
  it("lets every run in that can fit, and never more of them than the memory holds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ need: fc.integer({ min: 1, max: 100 }), grows: fc.boolean() }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (runs, jobs) => {
          let usedBytes = 0;
          let heldBytes = 0;
          const gate = memoryGate({ totalBytes: 100, availableBytes: () => 100 - usedBytes }, pauseMilliseconds);
          const waiting = runs.values();
          let ended = 0;
          const work = async (): Promise<void> => {
            for (const { need, grows } of waiting) {
              const place = await gate.enter(need, never);
              heldBytes += need;
              expect(heldBytes).toBeLessThanOrEqual(100);
              if (grows) {
                usedBytes += need;
                place.fill();
              }
              await new Promise((resolve) => setTimeout(resolve, need % 3));
              if (grows) usedBytes -= need;
              heldBytes -= need;
              place.leave();
              ended += 1;
            }
          };
          await Promise.all(Array.from({ length: jobs }, work));
          expect(ended).toBe(runs.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([1000, null])(
    "counts what its runs hold against a container's memory where its machine has %s free",
    async (free) => {
      const gate = memoryGate({ totalBytes: 100, availableBytes: () => free }, pauseMilliseconds);
      const first = await gate.enter(60, never);
      first.fill();
      let entered = false;
      const second = gate.enter(60, never).then(() => (entered = true));
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(entered).toBe(false);
      first.leave();
      await second;
    },
  );

  it("refuses at once what the machine could never hold, and says how much that is", async () => {
    const gate = memoryGate({ totalBytes: 4e9, availableBytes: () => 4e9 }, pauseMilliseconds);
    await expect(gate.enter(5e9, never)).rejects.toThrow("5000 MB of memory for the run, got 4000 MB in all");
  });

  it("refuses, after some patience, what other programs leave no room for", async () => {
    const gate = memoryGate({ totalBytes: 4e9, availableBytes: () => 1e9 }, pauseMilliseconds);
    await expect(gate.enter(2e9, never)).rejects.toMatchObject({ kind: "unavailable", received: "1000 MB available" });
  });

  it("waits as long as it takes for runs of its own, and no longer than until it is told to stop", async () => {
    const gate = memoryGate({ totalBytes: 100, availableBytes: () => 100 }, pauseMilliseconds);
    await gate.enter(60, never);
    const stop = new AbortController();
    const second = gate.enter(60, stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 150));
    stop.abort();
    await expect(second).rejects.toThrow("aborted");
  });
});

describe("the memory of a plan", () => {
  it.each([
    // VmHWM of the process that trains, in MB, after steps and an evaluation; native TensorFlow 2.21, Node 20.
    ["--width 32 --heads 2 --head-dim 8 --feed-forward 64 --batch-size 8", 493],
    ["--preset demo", 502],
    ["--preset demo --tested-length 4096 --heads 4 --head-dim 16", 915],
    ["--preset small", 662],
    ["--preset small --dropout 0.1", 722],
    ["--preset small --protocol released-code", 964],
    ["--preset paper", 1612],
  ])("is within a third of what training it takes: %s", (words, megabytes) => {
    const plan = planOfWords(["--task", "recursive", "--threads", "1", ...words.split(" ")]);
    const ratio = memoryOfPlan(plan) / (1e6 * megabytes);
    expect(ratio).toBeGreaterThan(1 / 1.34);
    expect(ratio).toBeLessThan(1.34);
  });
});
