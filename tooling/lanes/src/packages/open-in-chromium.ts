/** A page of a project on the loopback, opened in a Chromium, and what its program printed there. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { formatWithOptions } from "node:util";
import { chromiumPath } from "@resonance-rope/chromium";
import { chromium } from "playwright-core";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};
const patienceMs = 120_000;

/** Before the program of a page: keeps what it prints. */
export const keepPrinted = `globalThis.printed = [];\nconsole.log = (...values) => globalThis.printed.push(values);\n`;
/** After it. */
export const sayDone = "\nglobalThis.done = true;\n";

/** Opens `page` of `folder`; what the program printed, as Node prints it. @throws Error where the page complains. */
export async function printedInChromium(folder: string, page: string): Promise<string> {
  const server = createServer((request, response) => {
    // Without what steps out of the folder.
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    readFile(join(folder, path)).then(
      (bytes) => response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream").end(bytes),
      () => response.writeHead(404).end(),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: ["--no-sandbox"] });
  try {
    const tab = await browser.newPage();
    const complaints: string[] = [];
    tab.on("pageerror", ({ message }) => complaints.push(message));
    tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${page}`);
    const done = tab.waitForFunction("globalThis.done === true", undefined, { timeout: patienceMs });
    await done.catch((cause: unknown) => {
      throw new Error(`the program of ${page} did not end: ${complaints.join("; ")}`, { cause });
    });
    if (complaints.length > 0) throw new Error(`${page}: ${complaints.join("; ")}`);
    const printed = (await tab.evaluate("globalThis.printed")) as readonly (readonly unknown[])[];
    return printed.map((values) => `${formatWithOptions({}, ...values)}\n`).join("");
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
