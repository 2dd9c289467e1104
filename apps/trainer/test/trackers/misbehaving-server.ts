/** A server on the loopback that answers each request as the test says. */
import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { json } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export interface Asked {
  /** Method and path after `/api/2.0/mlflow/`, without the query. */
  readonly what: string;
  readonly body: unknown;
  readonly headers: IncomingMessage["headers"];
}

/** What to answer: a body, a status, both, or null for silence. */
export type Answer = (asked: Asked) => object | string | number | readonly [status: number, body: object] | null;

export async function misbehavingServer(answer: Answer): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void (async () => {
      const { method = "", url = "", headers } = request;
      const body = method === "POST" ? await json(request) : null;
      const what = `${method} ${url.replace("/api/2.0/mlflow/", "").replace(/\?.*/u, "")}`;
      asked.push({ what, body, headers });
      const said = answer({ what, body, headers });
      if (said === null) return;
      const [status, content] = Array.isArray(said) ? said : typeof said === "number" ? [said, ""] : [200, said];
      response.writeHead(status).end(typeof content === "string" ? content : JSON.stringify(content));
    })();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, asked };
}
