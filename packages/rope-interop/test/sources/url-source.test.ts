import { expect, test } from "vitest";
import { urlSource } from "../../src/url-source.js";

const url = "https://example.org/model.gguf";
const file = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);

interface Server {
  readonly fetch: typeof globalThis.fetch;
  /** Ranges asked for. */
  readonly asked: string[];
  /** Bytes that left the server. */
  sent: number;
  cancelled: number;
}

/** A server without a network: `answer` makes an answer from the range that is asked for. */
function server(
  answer: (
    begin: number,
    end: number,
    rightRange: string,
  ) => { status?: number; range?: string | null; body?: Uint8Array },
): Server {
  const served: Server = {
    asked: [],
    sent: 0,
    cancelled: 0,
    fetch: (_, init) => {
      const range = new Headers(init?.headers).get("range") ?? "";
      served.asked.push(range);
      const [, begin = 0, last = 0] = (/^bytes=(\d+)-(\d+)$/u.exec(range) ?? []).map(Number);
      const rightRange = `bytes ${begin}-${last}/${file.length}`;
      const {
        status = 206,
        range: given = rightRange,
        body = file.slice(begin, last + 1),
      } = answer(begin, last + 1, rightRange);
      let at = 0;
      const stream = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            if (at >= body.length) return controller.close();
            const part = body.slice(at, at + 64);
            at += part.length;
            served.sent += part.length;
            controller.enqueue(part);
          },
          cancel: () => void served.cancelled++,
        },
        { highWaterMark: 0 },
      );
      return Promise.resolve(
        new Response(stream, { status, ...(given === null ? {} : { headers: { "content-range": given } }) }),
      );
    },
  };
  return served;
}

test("the length comes with the first byte, and each read is one request for exactly its range", async () => {
  const { fetch, asked } = server(() => ({}));
  const source = await urlSource(url, { fetch });
  expect([source.name, source.length]).toEqual([url, 1000]);
  expect(await source.read(10, 300)).toEqual(file.slice(10, 300));
  expect(await source.read(999, 1000)).toEqual(file.slice(999));
  expect(await source.read(5, 5)).toHaveLength(0);
  await expect(source.read(990, 1001)).rejects.toMatchObject({ kind: "invalid-file" });
  expect(asked).toEqual(["bytes=0-0", "bytes=10-299", "bytes=999-999"]);
});

test("a server that sends the whole is left before it does", async () => {
  const served = server(() => ({ status: 200, body: file }));
  await expect(urlSource(url, served)).rejects.toThrow("one that sends the whole file");
  expect(served).toMatchObject({ cancelled: 1, sent: 0 });
});

const faults = {
  "status 404": [{ status: 404 }, "HTTP status 404"],
  "no Content-Range": [{ range: null }, "got none"],
  "another range": [{ range: "bytes 1-300/1000" }, "got bytes 1-300/1000"],
  "an unknown length": [{ range: "bytes 10-299/*" }, "Content-Range"],
  "a length of 2^60": [{ range: "bytes 10-299/1152921504606846976" }, "Content-Range"],
  "another length than before": [{ range: "bytes 10-299/2000" }, "so it changed"],
  "a short body": [{ body: file.slice(10, 200) }, "290 bytes of https://example.org/model.gguf, got 190"],
  "a long body": [{ body: file }, "got more"],
} as const;

for (const [name, [fault, message]] of Object.entries(faults)) {
  test(`${name} is refused, and no more is fetched`, async () => {
    const served = server((_, end) => (end === 1 ? {} : fault));
    const source = await urlSource(url, served);
    const reading = source.read(10, 300);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toMatchObject({ kind: "unavailable" });
    expect(served.sent).toBeLessThanOrEqual(1 + 290 + 64);
  });
}

test("no answer is unavailable, with the reason; an abort is the abort", async () => {
  const failing = (): Promise<never> =>
    Promise.reject(new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") }));
  await expect(urlSource(url, { fetch: failing })).rejects.toMatchObject({
    kind: "unavailable",
    received: "getaddrinfo ENOTFOUND",
  });
  const fetch: typeof globalThis.fetch = (_, init) => Promise.reject(init?.signal?.reason);
  await expect(urlSource(url, { fetch, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
});
