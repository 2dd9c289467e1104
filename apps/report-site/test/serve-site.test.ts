import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { liveSite } from "../src/live-site.js";
import { machineFile } from "../src/playground/machine-file.js";
import { type ServedSite, serveSite } from "../src/serve-site.js";
import { describeInChromium } from "./in-chromium.js";
import { syntheticRun, writeRun } from "./run-folders.js";

let folder: string;
let runs: string;
let served: ServedSite;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resonance-serve-"));
  runs = join(folder, "runs");
  await mkdir(runs);
  served = await serveSite(await liveSite([runs]), { port: 0, host: "127.0.0.1", everyMilliseconds: 50 });
});
afterEach(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

test("every page is served under its name, the first one also without, and nothing else", async () => {
  const first = await fetch(served.url);
  expect(first.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(first.headers.get("content-encoding")).toBe("gzip");
  const plain = await fetch(`${served.url}index.html?again`, { headers: { "accept-encoding": "identity" } });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(await plain.text()).toBe(await first.text());
  const machine = await fetch(served.url + machineFile);
  expect(machine.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  for (const path of ["nothing.html", "../package.json", "..%2Fpackage.json", "constructor", "index.html/"])
    expect((await fetch(served.url + path)).status, path).toBe(404);
  expect((await fetch(served.url, { method: "POST" })).status).toBe(405);
});

test("a browser led here under another name gets nothing", async () => {
  const status = await new Promise((resolve) => {
    const asked = request(served.url, { headers: { host: "runs.example.org" } }, ({ statusCode }) =>
      resolve(statusCode),
    );
    asked.end();
  });
  expect(status).toBe(403);
});

test("a port that is taken is an error that says what to do", async () => {
  const { port } = new URL(served.url);
  const again = serveSite(await liveSite([runs]), { port: Number(port), host: "127.0.0.1" });
  await expect(again).rejects.toThrow(`expected port ${port} of 127.0.0.1 to be free`);
});

test("a site is read anew only where its runs have changed", async () => {
  await writeRun(runs, syntheticRun({ steps: 20 }));
  const site = await liveSite([runs]);
  expect(await site.refresh()).toBe(false);
  const second = syntheticRun({ steps: 20, seed: 1 });
  await writeRun(runs, second);
  expect(await site.refresh()).toBe(true);
  expect(site.data().records).toBe(2);
  expect(await site.refresh()).toBe(false);
  await rm(join(runs, second.record.runId), { recursive: true });
  expect(await site.refresh()).toBe(true);
  expect(site.data().records).toBe(1);
});

describeInChromium("a page that is looked at", (open) => {
  test("shows a run as it begins and as it ends, and keeps what its reader chose", async () => {
    await writeRun(runs, syntheticRun({ steps: 40 }));
    await open(served.url, async (page) => {
      await page.getByText("Drawn from one finished run").waitFor();
      await page.getByRole("button", { name: "Loss while training" }).click();
      const { record, metrics, result } = syntheticRun({ steps: 40, wavelengths: "nearest-integer" });
      await writeRun(runs, { record, metrics: metrics.slice(0, 10), result: null });
      await page.getByText("at step 10 of 40").waitFor();
      await writeRun(runs, { record, metrics, result });
      await page.getByText("Drawn from two finished runs").waitFor();
      await page.getByRole("button", { name: "Loss while training", pressed: true }).waitFor();
    });
  });
});
