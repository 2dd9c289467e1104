import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { describeInChromium } from "./in-chromium.js";

describeInChromium("a page's own script", (open) => {
  let folder: string;
  let url: (page: string) => string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resonance-wake-"));
    await mkdir(join(folder, "runs"));
    await buildReport([join(folder, "runs")], join(folder, "site"));
    url = (page) => new URL(page, `${pathToFileURL(join(folder, "site")).href}/`).href;
  });
  afterAll(() => rm(folder, { recursive: true }));

  const ran = (page: Page): Promise<boolean> =>
    page.evaluate(() => [...document.scripts].some(({ type, text }) => type === "" && text.length > 50_000));

  test("runs at the first touch, which is answered, and at no touch not at all", async () => {
    await open(url("posgen.html"), async (page) => {
      const button = page.getByRole("button", { name: "Semi-recursive" });
      expect(await button.getAttribute("aria-pressed")).toBe("false");
      expect(await ran(page)).toBe(false);
      // As a screen reader presses it: nothing comes before the click.
      await button.evaluate((element: HTMLElement) => element.click());
      expect(await ran(page)).toBe(true);
      await expect.poll(() => button.getAttribute("aria-pressed")).toBe("true");
    });
  });

  test("takes over a field with what was entered in it before", async () => {
    await open(url("posgen.html"), async (page) => {
      await page.getByLabel("Seed", { exact: true }).evaluate((field: HTMLInputElement) => {
        field.value = "3 0 3 1";
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      });
      await page.waitForURL(/seed=3/u);
      expect(await page.getByLabel("Seed", { exact: true }).inputValue()).toBe("3 0 3 1");
    });
  });

  test("runs at once on a link to a state", async () => {
    await open(url("idea.html#trained=4"), async (page) => {
      expect(await page.getByLabel("Trained on", { exact: true }).first().inputValue()).toBe("4");
    });
  });
});
