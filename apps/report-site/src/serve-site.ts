/** A live site over HTTP, for this machine's own browser: pages, and a stream of events that tells of changes. */
import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzip } from "node:zlib";
import { ResonanceError, messageOf } from "@resonance-rope/contracts";
import type { LiveSite } from "./live-site.js";
import { isPage } from "./site-files.js";

export interface ServedSite {
  readonly url: string;
  /** Ends when no connection is left. */
  readonly close: () => Promise<void>;
}

export interface ServeOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly host: string;
  /** Between two looks at the runs, while someone watches. */
  readonly everyMilliseconds?: number;
  /** Told what went wrong with a look; the pages stay as they were. */
  readonly warn?: (error: unknown) => void;
}

/** @throws ResonanceError `unavailable` where the port cannot be had. */
export async function serveSite(site: LiveSite, options: ServeOptions): Promise<ServedSite> {
  const { port, host, everyMilliseconds = 2000, warn = () => undefined } = options;
  const watchers = new Set<ServerResponse>();
  const server = createServer((request, response) => answer(request, response));
  await listen(server, port, host);
  const { port: given } = server.address() as AddressInfo;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${given}/`;
  let timer: NodeJS.Timeout | undefined;
  watch();

  function answer({ method, url: path = "/", headers }: IncomingMessage, response: ServerResponse): void {
    response.setHeader("x-content-type-options", "nosniff").setHeader("cache-control", "no-store");
    // A page from elsewhere may lead a browser here under a name of its own, and read what it gets.
    if (headers.host !== undefined && `http://${headers.host}/` !== url && !isLocal(headers.host))
      send(403, "not here");
    else if (method !== "GET" && method !== "HEAD") send(405, "read only");
    else {
      const file = path.split(/[?#]/u, 1)[0]?.slice(1) || "index.html";
      if (file === "changes") follow(response);
      else {
        const text = site.text(file);
        if (text === undefined) send(404, "no such page");
        else
          text
            .then((whole) => sendText(whole, isPage(file) ? "html" : "javascript"))
            .catch((error: unknown) => {
              warn(error);
              send(500, "this page could not be drawn");
            });
      }
    }
    function sendText(text: string, kind: "html" | "javascript"): void {
      response.setHeader("content-type", `text/${kind}; charset=utf-8`).setHeader("vary", "accept-encoding");
      if (method === "HEAD") response.end();
      else if (!/\bgzip\b/u.test(String(headers["accept-encoding"]))) response.end(text);
      else
        gzip(text, (error, compressed) => {
          if (error === null) response.setHeader("content-encoding", "gzip").end(compressed);
          else response.end(text);
        });
    }
    function send(status: number, text: string): void {
      response.writeHead(status, { "content-type": "text/plain" }).end(text);
    }
  }

  function follow(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream" }).write("retry: 2000\n\n");
    watchers.add(response);
    response.on("close", () => watchers.delete(response));
  }

  /** A look takes longer the more runs there are: between two is twenty times as long as one took. */
  function watch(waited = 0): void {
    timer = setTimeout(() => void look(), Math.max(everyMilliseconds, 20 * waited));
  }
  async function look(): Promise<void> {
    const start = performance.now();
    try {
      if (watchers.size > 0 && (await site.refresh()))
        for (const watcher of watchers) watcher.write("data: changed\n\n");
    } catch (error) {
      warn(error);
    }
    if (server.listening) watch(performance.now() - start);
  }

  return {
    url,
    async close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.end();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

const isLocal = (host: string): boolean => /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/u.test(host);

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new ResonanceError({
      kind: "unavailable",
      where: "serve",
      expected: `port ${port} of ${host} to be free`,
      received: messageOf(cause),
      remedy: "give another --port, or --port 0 for any",
      cause,
    });
  }
}
