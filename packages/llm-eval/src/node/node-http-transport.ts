/**
 * Requests by node:http. Not fetch, which ends every request after 300 s without a header, too few for a long
 * prompt on a slow machine.
 */
import http from "node:http";
import https from "node:https";
import type { HttpResponse, HttpTransport } from "../engines/http-transport.js";

/** The log-probabilities of a million tokens are 100 MB; more is no answer of ours. */
const largestBodyBytes = 2 ** 28;

export const nodeHttpTransport: HttpTransport = ({ method, url, headers, body, signal }) =>
  new Promise<HttpResponse>((resolve, reject) => {
    const { request } = url.startsWith("https:") ? https : http;
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = request(url, { method, headers: { ...headers, ...length }, signal }, (response) => {
      const blocks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (block: Buffer) => {
        blocks.push(block);
        bytes += block.length;
        if (bytes > largestBodyBytes) response.destroy(new Error(`an answer of more than ${largestBodyBytes} bytes`));
      });
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode = 0, headers: received } = response;
        const single = Object.entries(received).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]);
        const isFirst = !sent.reusedSocket;
        resolve({ status: statusCode, headers: Object.fromEntries(single), body: Buffer.concat(blocks), isFirst });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
