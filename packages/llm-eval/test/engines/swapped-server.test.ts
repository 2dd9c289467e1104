/** A server is the one that was connected to, or its answers do not count. */
import { type ToyServerOptions, toyScores, toyServer, toyTokens } from "@resonance-rope/toy-server";
import { expect, onTestFinished, test } from "vitest";
import { nodeHttpTransport } from "../../src/node.js";
import { connectToy, patientClock } from "./toy-model.js";

const tokens = toyTokens("a text to score");

/** A model connected to one server, and another server at the same address since. */
async function swapped(second: Partial<ToyServerOptions>) {
  const first = await toyServer({ kind: "vllm" });
  const model = await connectToy(first);
  await model.logProbabilities(tokens, 1);
  await first.close();
  const server = await toyServer({ kind: "vllm", port: first.port, ...second });
  onTestFinished(() => server.close());
  return model;
}

test("the same server, started again, goes on", async () => {
  const model = await swapped({});
  expect([...(await model.logProbabilities(tokens, 1))]).toEqual(toyScores(tokens));
});

test.for<[string, Partial<ToyServerOptions>]>([
  ["another model", { model: "other" }],
  ["another context length", { maxModelLength: 8192 }],
  ["another kind of server", { kind: "sglang" }],
])("%s under the same address is noticed, and its answer does not count", async ([, second]) => {
  const model = await swapped(second);
  await expect(model.logProbabilities(tokens, 1)).rejects.toMatchObject({ kind: "unavailable" });
});

test("other weights under the same name and address are noticed, and their answer does not count", async () => {
  const model = await swapped({ seed: 1 });
  await expect(model.logProbabilities(tokens, 1)).rejects.toMatchObject({
    kind: "unavailable",
    received: expect.stringContaining("nats a token"),
  });
});

test("a server that is swapped just before it is looked at is noticed, though the look begins the connection", async () => {
  const first = await toyServer({ kind: "vllm" });
  let late = 0;
  let armed = false;
  const model = await connectToy(first, {
    clock: { ...patientClock(), now: () => performance.now() + late },
    async transport(request) {
      const response = await nodeHttpTransport(request);
      if (armed && request.url.endsWith("/completions")) {
        armed = false;
        await first.close();
        const second = await toyServer({ kind: "vllm", port: first.port, seed: 1 });
        onTestFinished(() => second.close());
      }
      return response;
    },
  });
  await model.logProbabilities(tokens, 1);
  await model.logProbabilities(tokens, 1);
  late = 60_000;
  armed = true;
  await model.logProbabilities(tokens, 1).catch(() => undefined);
  await expect(model.logProbabilities(tokens, 1)).rejects.toMatchObject({
    received: expect.stringContaining("nats a token"),
  });
});
