import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { describeInChromium } from "./in-chromium.js";
import { syntheticRun, writeRun } from "./run-folders.js";

describeInChromium("the results", (open) => {
  let folder: string;
  let url: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resonance-results-"));
    const runs = join(folder, "runs");
    for (const task of ["chain-of-thought", "recursive"] as const)
      for (const wavelengths of ["as-scaled", "nearest-integer"] as const)
        await writeRun(runs, syntheticRun({ steps: 60, task, wavelengths }));
    const { pages } = await buildReport([runs], join(folder, "site"));
    url = pathToFileURL(pages[0] ?? "").href;
  });
  afterAll(() => rm(folder, { recursive: true }));

  const drawnNames = (page: Page): Promise<string[]> =>
    page.locator(".drawn .wide svg > g:last-child text").allTextContents();

  test("of several tasks are drawn together, under names that tell them apart, and a link shows them again", async () => {
    await open(url, async (page) => {
      expect(await drawnNames(page)).toEqual(["RoPE", "Resonance RoPE"]);
      await page.getByLabel("draw RoPE, Chain of thought").check();
      await page.getByRole("button", { name: "Loss while training" }).click();
      const names = ["RoPE · Recursive", "Resonance RoPE · Recursive", "RoPE · Chain of thought"];
      expect((await drawnNames(page)).toSorted()).toEqual(names.toSorted());
      await page.waitForURL(/figure=loss/u);
      const link = page.url();
      await page.goto("about:blank");
      await page.goto(link);
      expect((await drawnNames(page)).toSorted()).toEqual(names.toSorted());
      expect(await page.locator(".drawn svg title").first().textContent()).toBe("Loss while training");
    });
  });

  test("stay as they were chosen when a reader skips to the content", async () => {
    await open(url, async (page) => {
      await page.getByRole("button", { name: "Draw none" }).click();
      await page.waitForURL(/draw=/u);
      await page.locator(".skip").focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/#page$/u);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
      expect(await page.getByText("Choose a row below").count()).toBe(1);
    });
  });

  test("are filtered by task and by words, in the table and not in the figure", async () => {
    await open(url, async (page) => {
      await page.getByLabel("Task").selectOption("Chain of thought");
      expect(await page.locator(".explored tbody tr").count()).toBe(2);
      await page.getByLabel("Words").fill("resonance");
      expect(await page.locator(".explored tbody tr").count()).toBe(1);
      expect(await drawnNames(page)).toEqual(["RoPE", "Resonance RoPE"]);
      await page.getByRole("button", { name: "Draw these" }).click();
      expect(await drawnNames(page)).toEqual(["Resonance RoPE"]);
    });
  });

  test("are saved, drawing and numbers, as they are seen", async () => {
    await open(url, async (page) => {
      const saved = async (name: string): Promise<string> => {
        const download = page.waitForEvent("download");
        await page.locator(".drawn").getByRole("button", { name }).click();
        return readFile(await (await download).path(), "utf8");
      };
      const csv = await saved("CSV");
      const table = await page.locator(".drawn table").first().locator("tr").count();
      expect(csv.split("\n")).toHaveLength(table);
      expect(csv).toMatch(/^position,RoPE,Resonance RoPE\n5,/u);
      expect(await saved("SVG")).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/u);
    });
  });
});
