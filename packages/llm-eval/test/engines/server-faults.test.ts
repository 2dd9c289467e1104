import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { toyScores, toyServer, toyTokens } from "@resonance-rope/toy-server";
import { expect, test } from "vitest";
import { type Clock, systemClock } from "../../src/clock.js";
import { retryAfterMilliseconds } from "../../src/engines/retry-after.js";
import { type PatientClock, connectToy, patientClock, startToy } from "./toy-model.js";

const tokens = toyTokens("a text to score");

type Misbehaviour = {
  /** Answers in the server's place, or does not. */
  readonly instead?: (response: ServerResponse, answer: unknown, clock: PatientClock) => void;
  readonly change?: (answer: unknown) => unknown;
};

/** A connected model whose server misbehaves at its next so many scorings. */
async function misbehaving(times: number, { instead, change }: Misbehaviour) {
  let left = 0;
  const clock = patientClock();
  const server = await startToy({
    kind: "vllm",
    misbehave({ body }, response, answer) {
      if (body["prompt_logprobs"] === undefined || left === 0) return undefined;
      left -= 1;
      instead?.(response, answer, clock);
      return change === undefined ? true : change(answer);
    },
  });
  const model = await connectToy(server, { clock });
  left = times;
  return { server, clock, model };
}

const half = JSON.stringify({ choices: [{ text: "", prompt_logprobs: [null] }] }).slice(0, 30);

const passing: readonly [string, number, NonNullable<Misbehaviour["instead"]>][] = [
  ["a burst of 500", 5, (response) => response.writeHead(500).end("overloaded")],
  ["503 while a server starts", 5, (response) => response.writeHead(503).end()],
  ["429 without Retry-After", 5, (response) => response.writeHead(429).end("{}")],
  ["a connection reset before the answer", 5, (response) => response.socket?.resetAndDestroy()],
  [
    "a connection reset in the middle of the answer",
    5,
    (response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write(half, () => response.socket?.resetAndDestroy());
    },
  ],
  ["half a JSON body", 5, (response) => response.writeHead(200).end(half)],
  ["invalid UTF-8", 5, (response) => response.writeHead(200).end(Buffer.from([0x22, 0xc3, 0x28, 0x22]))],
  ["silence", 1, (_response, _answer, clock) => clock.expire()],
];

test.for(passing)("%s passes, and the scores are right", async ([, times, instead]) => {
  const { model, server, clock } = await misbehaving(times, { instead });
  const before = server.requests.length;
  const scores = await model.logProbabilities(tokens, 1);
  expect([...scores]).toEqual(toyScores(tokens));
  expect(server.requests.length).toBeGreaterThan(before + times);
  // Each wait is between half and all of twice the one before.
  for (const [index, wait] of clock.waits.entries()) {
    expect(wait).toBeLessThanOrEqual(500 * 2 ** index);
    expect(wait).toBeGreaterThanOrEqual(250 * 2 ** index);
  }
});

test.for(passing)("%s that does not end is an error that says so", async ([, , instead]) => {
  const { model } = await misbehaving(Infinity, { instead });
  await expect(model.logProbabilities(tokens, 1)).rejects.toMatchObject({
    kind: "unavailable",
    expected: "an answer to /v1/completions",
    remedy: expect.stringContaining("answers so far are kept"),
  });
});

test("Retry-After is waited for, in seconds or until a date", async () => {
  const { model, clock } = await misbehaving(1, {
    instead: (response) => response.writeHead(429, { "retry-after": "17" }).end(),
  });
  await model.logProbabilities(tokens, 1);
  expect(clock.waits).toEqual([17_000]);
  const date = "Wed, 21 Oct 2026 07:28:00 GMT";
  expect(retryAfterMilliseconds({ date, "retry-after": "Wed, 21 Oct 2026 07:28:30 GMT" })).toBe(30_000);
  expect(retryAfterMilliseconds({ date, "retry-after": "Wed, 21 Oct 2026 07:00:00 GMT" })).toBe(0);
  for (const text of ["soon", "-1", "", "1e999"])
    expect(retryAfterMilliseconds({ date, "retry-after": text })).toBeUndefined();
});

test("a server that asks to wait for hours is not waited for", async () => {
  const { model, clock } = await misbehaving(1, {
    instead: (response) => response.writeHead(429, { "retry-after": "86400" }).end(),
  });
  await expect(model.logProbabilities(tokens, 1)).rejects.toMatchObject({ kind: "unavailable" });
  expect(clock.waits).toEqual([]);
});

test("a request that the server finds wrong is not sent again", async () => {
  const { model, server } = await misbehaving(Infinity, {
    instead: (response) => response.writeHead(400).end("too long"),
  });
  const before = server.requests.length;
  await expect(model.logProbabilities(tokens, 1)).rejects.toMatchObject({ received: "400 too long" });
  expect(server.requests.length).toBe(before + 1);
});

type Places = ({ [id: string]: { logprob: unknown } } | null)[];
const wrongScores: readonly [string, (places: Places) => unknown][] = [
  ["one too few", (places) => places.slice(0, -1)],
  ["one too many", (places) => [...places, places[1]]],
  ["none", () => []],
  ["no list of them", () => null],
  ["a null among them", (places) => places.with(4, null)],
  ["a token's score under another's id", (places) => places.with(4, { "999": { logprob: -1 } })],
  ["null for a number", (places) => places.with(4, { [String(tokens[4])]: { logprob: null } })],
  ["a place that is a list", (places) => [...places.slice(0, 4), [{ logprob: -1 }], ...places.slice(5)]],
  ["a place without a score", (places) => places.with(4, { [String(tokens[4])]: {} as { logprob: unknown } })],
  ["a positive number", (places) => places.with(4, { [String(tokens[4])]: { logprob: 0.7 } })],
];

test.for(wrongScores)("an answer with %s is refused, never scored", async ([, change]) => {
  const { model } = await misbehaving(Infinity, {
    change(answer) {
      const { choices } = answer as { choices: [{ prompt_logprobs: Places }] };
      return { choices: [{ text: "", prompt_logprobs: change(choices[0].prompt_logprobs) }] };
    },
  });
  await expect(model.logProbabilities(tokens, 1)).rejects.toMatchObject({ kind: "unavailable" });
});

test("NaN, which is no JSON, is refused", async () => {
  const { model } = await misbehaving(Infinity, {
    instead: (response, answer) => response.writeHead(200).end(JSON.stringify(answer).replace(/-\d+\.\d+/u, "NaN")),
  });
  await expect(model.logProbabilities(tokens, 1)).rejects.toMatchObject({
    received: expect.stringContaining("not JSON"),
  });
});

test("no server at an address is an error after a few tries", async () => {
  const server = await toyServer({ kind: "vllm" });
  await server.close();
  const clock = patientClock();
  await expect(connectToy(server, { clock })).rejects.toMatchObject({ received: "no server there (ECONNREFUSED)" });
  expect(clock.waits).toHaveLength(2);
});

test("answers out of order belong to their own requests", async () => {
  let held: (() => void)[] = [];
  const server = await startToy({
    kind: "vllm",
    async misbehave({ body }) {
      if (body["prompt_logprobs"] === undefined || !Array.isArray(body["prompt"]) || body["prompt"].length !== 5)
        return;
      // The later a request came, the sooner it is answered.
      await new Promise<void>((resolve) => {
        held.push(resolve);
        if (held.length === 20) for (const release of held.toReversed()) release();
      });
    },
  });
  const model = await connectToy(server);
  const texts = Array.from({ length: 20 }, (_, index) => toyTokens(`text${String.fromCodePoint(97 + index)}`));
  const scores = await Promise.all(texts.map((text) => model.logProbabilities(text, 1)));
  expect(scores.map((each) => [...each])).toEqual(texts.map((text) => toyScores(text)));
});

test("a request that is given up ends at once, with the reason", async () => {
  const { model } = await misbehaving(Infinity, {});
  const stop = new AbortController();
  const answer = model.logProbabilities(tokens, 1, { signal: stop.signal });
  setTimeout(() => stop.abort(new Error("enough")), 20);
  await expect(answer).rejects.toThrow("enough");
});

/** A model whose server has answered a request and says nothing more of itself, which is looked at now. */
async function silentLook() {
  let armed = false;
  const [asked, closed] = [new AbortController(), new AbortController()];
  const server = await startToy({
    kind: "vllm",
    misbehave({ path }, response) {
      if (!armed || path !== "/v1/models") return undefined;
      response.on("close", () => closed.abort());
      asked.abort();
      return true;
    },
  });
  const clock: Clock = { ...patientClock(), now: () => performance.now() + (armed ? 60_000 : 0) };
  const model = await connectToy(server, { clock });
  armed = true;
  return { model, asked: once(asked.signal, "abort"), closed: once(closed.signal, "abort") };
}

test("a request that is given up while the server is looked at ends at once, with the reason", async () => {
  const { model, asked } = await silentLook();
  const stop = new AbortController();
  const answer = model.logProbabilities(tokens, 1, { signal: stop.signal });
  void asked.then(() => stop.abort(new Error("enough")));
  await expect(answer).rejects.toThrow("enough");
  await model.dispose();
});

test("a model that is disposed of leaves no request behind", async () => {
  const { model, asked, closed } = await silentLook();
  const answer = model.logProbabilities(tokens, 1);
  void asked.then(() => model.dispose());
  await expect(answer).rejects.toThrow("aborted");
  await closed;
});

test("a limit of months is no limit of a millisecond", async () => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(2 ** 31, stop.signal);
  setTimeout(() => stop.abort(new Error("still asleep")), 20);
  await expect(asleep).rejects.toThrow("still asleep");
});
