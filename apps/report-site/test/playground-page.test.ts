import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { liveSite } from "../src/live-site.js";
import { playgroundProps } from "../src/pages/playground/playground-props.js";
import { machineFile } from "../src/playground/machine-file.js";
import { serveSite } from "../src/serve-site.js";
import { describeInChromium } from "./in-chromium.js";

const { models } = await playgroundProps();
const [{ example, plan }] = models;
const seedLength = plan.farTokens + plan.nearTokens;

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "resonance-playground-"));
  await mkdir(join(folder, "runs"));
  const { pages } = await buildReport([join(folder, "runs")], join(folder, "site"));
  path = pages.find((each) => each.endsWith("playground.html")) ?? "";
});
afterAll(() => rm(folder, { recursive: true }));

/** The page's first line of what became of a question, once `pattern` is in it. */
async function statusOf(page: Page, pattern: RegExp): Promise<string> {
  const status = page.getByRole("status").filter({ hasText: pattern }).first();
  await status.waitFor({ timeout: 80_000 });
  return (await status.textContent()) ?? "";
}

/** What the cells of each model's drawing hold. */
const cellsOf = (page: Page): Promise<string[][]> =>
  page
    .locator(".grids svg[role=img]")
    .evaluateAll((grids) =>
      grids.map((grid) => [...grid.querySelectorAll("g > text")].map((cell) => cell.textContent)),
    );

/** Of the models' own answers when they were made, the seed as it is. */
const madeCells = models.map((model) =>
  model.example.predictions.map((said, index) => String(index < seedLength ? example.tokens[index] : said)),
);

const differing = (a: readonly string[][], b: readonly string[][]): number =>
  a.flat().filter((cell, index) => cell !== b.flat()[index]).length;

describeInChromium("the playground, opened by double click", (open) => {
  test("shows an answer before it computes, computes one for a seed that is chosen, and links to it", async () => {
    await open(pathToFileURL(path).href, async (page) => {
      expect(await cellsOf(page)).toEqual(madeCells);
      const seed = example.tokens.slice(0, seedLength);
      const other = (seed[0] === 3 ? 4 : 3).toString();
      await page.getByLabel("Token 1", { exact: true }).selectOption(other);
      expect(await statusOf(page, /in this browser/u)).toMatch(/^Two answers by tfjs-backend-wasm /u);
      expect((await cellsOf(page))[0]?.slice(0, seedLength)).toEqual([other, ...seed.slice(1).map(String)]);
      await expect.poll(() => page.url()).toMatch(new RegExp(`#seed=${other}%2C`, "u"));

      await page.getByLabel("Token 1", { exact: true }).selectOption(String(seed[0]));
      await expect.poll(() => page.url()).not.toContain("#");
      await expect.poll(async () => differing(await cellsOf(page), madeCells)).toBeLessThan(6);
      expect(await page.getByRole("heading", { level: 3 }).textContent()).toBe("Over the two sequences tried so far");
    });
  });

  test("counts what is right over the sequences drawn", async () => {
    await open(pathToFileURL(path).href, async (page) => {
      await page.getByRole("button", { name: "Draw 25" }).click();
      expect(await statusOf(page, /in this browser/u)).toMatch(/^50 answers /u);
      expect(await page.getByRole("heading", { level: 3 }).textContent()).toBe("Over the 26 sequences tried so far");
      const beyond = 26 * (plan.testedLength - plan.trainedLength);
      const notes = await page.locator(".bars .note").allTextContents();
      for (const [index, { oodAccuracy }] of models.entries()) {
        const [right = Number.NaN, of] =
          (notes[index] ?? "").replaceAll("\u202f", "").match(/\d+/gu)?.map(Number) ?? [];
        expect(of).toBe(beyond);
        expect(Math.abs(right / beyond - oodAccuracy)).toBeLessThan(0.08);
      }
    });
  });

  test("trains a model while one watches: the loss falls, the page answers meanwhile, and Stop ends it", async () => {
    await open(pathToFileURL(path).href, async (page) => {
      await page.getByRole("radio", { name: "RoPE", exact: true }).check();
      // Stopped before the machine has started, nothing is trained.
      await page.getByRole("button", { name: "Train for a minute" }).click();
      await page.getByRole("button", { name: "Stop" }).click();
      await page.getByRole("button", { name: "Train for a minute" }).click({ timeout: 20_000 });
      const losses: number[] = [];
      for (const step of [1, 15]) {
        await expect
          .poll(async () => Number(/Step (\d+)/u.exec(await statusOf(page, /Step/u))?.[1]), { timeout: 25_000 })
          .toBeGreaterThanOrEqual(step);
        losses.push(Number(/loss ([\d.]+)/u.exec(await statusOf(page, /Step/u))?.[1]));
      }
      expect(losses[1]).toBeLessThan((losses[0] ?? 0) - 0.1);
      await page.getByRole("button", { name: "Draw another" }).click();
      await statusOf(page, /in this browser/u);
      await page.getByRole("button", { name: "Stop" }).click();
      await page.getByRole("button", { name: "Train for a minute" }).waitFor();
      const stopped = await statusOf(page, /Step/u);
      await page.waitForTimeout(300);
      expect(await statusOf(page, /Step/u)).toBe(stopped);
      expect(
        await page
          .getByRole("img", { name: /^Loss while training/u })
          .filter({ visible: true })
          .count(),
      ).toBe(1);
    });
  });

  test("works by keyboard alone, on a narrow screen that nothing overflows", async () => {
    await open(
      pathToFileURL(path).href,
      async (page) => {
        await page.getByRole("button", { name: "Draw another" }).focus();
        await page.keyboard.press("Enter");
        await statusOf(page, /in this browser/u);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      },
      { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" },
    );
  });

  test("answers the same by plain JavaScript, by a link that says so, and by WebAssembly, chosen then", async () => {
    await open(`${pathToFileURL(path).href}#backend=cpu`, async (page) => {
      expect(await statusOf(page, /in this browser/u)).toContain("tfjs-backend-cpu");
      const byCpu = await cellsOf(page);
      await page.getByLabel("Computed by").selectOption("WebAssembly");
      await statusOf(page, /tfjs-backend-wasm/u);
      expect(differing(await cellsOf(page), byCpu)).toBeLessThan(6);
      expect(page.url()).toContain("backend=wasm");
    });
  });
});

describeInChromium("the playground, from a server", (open) => {
  test("answers", async () => {
    const served = await serveSite(await liveSite([join(folder, "runs")]), { port: 0, host: "127.0.0.1" });
    await open(`${served.url}playground.html`, async (page) => {
      await page.getByRole("button", { name: "Draw another" }).click();
      expect(await statusOf(page, /in this browser/u)).toMatch(/^Two answers by tfjs-backend-wasm /u);
    });
    await served.close();
  });
});

describeInChromium("the playground, taken out of its folder", (open) => {
  test("reads as ever, and says which file it lacks once it is asked to compute", async () => {
    const alone = join(folder, "alone");
    await mkdir(alone);
    await copyFile(path, join(alone, "playground.html"));
    const opened = open(pathToFileURL(join(alone, "playground.html")).href, async (page) => {
      await page.getByRole("button", { name: "Draw another" }).click();
      expect(await statusOf(page, /did not work/u)).toContain(machineFile);
    });
    // The browser says so too.
    const complaint = expect.stringContaining("ERR_FILE_NOT_FOUND") as string;
    await expect(opened).rejects.toMatchObject({ actual: [complaint] });
  });
});

describeInChromium(
  "the playground, with WebGPU in software",
  (open) => {
    test("answers as it does by WebAssembly", async () => {
      await open(`${pathToFileURL(path).href}#backend=webgpu`, async (page) => {
        expect(await statusOf(page, /in this browser/u)).toMatch(/^Two answers by tfjs-backend-webgpu .*swiftshader/iu);
        expect(differing(await cellsOf(page), madeCells)).toBeLessThan(6);
      });
      // Software takes its time to make the shaders.
    }, 90_000);
  },
  ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
);
