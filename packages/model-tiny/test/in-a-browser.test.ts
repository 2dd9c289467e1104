import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { chromiumPath, hasChromium } from "@resonance-rope/chromium";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { largestRelativeDifference } from "./largest-difference.js";
import { type BrowserTraining, trainTiny } from "./train-tiny.js";

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const requireFromRuntime = createRequire(here("../../tfjs-runtime/package.json"));
const wasmFolder = requireFromRuntime
  .resolve("@tensorflow/tfjs-backend-wasm/package.json")
  .replace("package.json", "dist/");

/** `trainTiny` with all it needs, as a page loads it: from the sources, without anything of Node. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [here("train-tiny.ts")],
    bundle: true,
    format: "iife",
    globalName: "page",
    platform: "browser",
    conditions: ["@resonance-rope/source"],
    logLevel: "error",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

if (!hasChromium) console.warn("left out: the browser of these tests runs on Linux x64");

describe.skipIf(!hasChromium)("in a browser", () => {
  let script: string;
  let wasmLosses: readonly number[];
  const server = createServer(({ url = "/" }, response) => {
    if (url.endsWith(".wasm")) {
      response.setHeader("content-type", "application/wasm").end(readFileSync(wasmFolder + basename(url)));
    } else if (url === "/page.js") response.setHeader("content-type", "text/javascript").end(script);
    else response.setHeader("content-type", "text/html").end('<script src="/page.js"></script>');
  });

  beforeAll(async () => {
    await chromiumPath();
    script = await bundle();
    ({ losses: wasmLosses } = await trainTiny({ backend: "wasm" }));
    await new Promise<void>((resolve) => server.listen(0, resolve));
  }, 60_000);
  afterAll(() => void server.close());

  async function trainInBrowser(flags: readonly string[], options: object): Promise<BrowserTraining> {
    const args = ["--no-sandbox", ...flags];
    const browser = await chromium.launch({ executablePath: await chromiumPath(), args });
    try {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on("pageerror", ({ message }) => errors.push(message));
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
      expect(errors).toEqual([]);
      return (await page.evaluate(`page.trainTiny(${JSON.stringify(options)})`)) as BrowserTraining;
    } finally {
      await browser.close();
    }
  }

  it("without WebGPU, a model trains on WebAssembly, with the losses of Node", async () => {
    const { engine, losses } = await trainInBrowser([], { wasmPath: "/wasm/" });
    expect(engine).toMatch(/^tfjs-backend-wasm/u);
    expect(largestRelativeDifference(losses, wasmLosses)).toBeLessThan(1e-4);
  });

  it("with WebGPU, by SwiftShader, a model trains with the losses of WebAssembly in Node", async () => {
    const flags = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];
    const { engine, losses } = await trainInBrowser(flags, { backend: "webgpu" });
    expect(engine).toMatch(/^tfjs-backend-webgpu .* swiftshader, in software$/iu);
    expect(largestRelativeDifference(losses, wasmLosses)).toBeLessThan(1e-4);
  });
});
