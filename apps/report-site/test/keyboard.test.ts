import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { describeInChromium } from "./in-chromium.js";
import { syntheticRun, writeRun } from "./run-folders.js";

describeInChromium("by keyboard alone", (open) => {
  let folder: string;
  let pages: readonly string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resonance-keyboard-"));
    const runs = join(folder, "runs");
    for (const wavelengths of ["as-scaled", "nearest-integer"] as const)
      await writeRun(runs, syntheticRun({ steps: 60, wavelengths }));
    ({ pages } = await buildReport([runs], join(folder, "site")));
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  /** Numbers what Tab should come to, in the order of the page: of radio buttons the chosen one. */
  const numbered = (page: Page): Promise<number> =>
    page.evaluate(() => {
      const all = "a[href], button, input, select, textarea, summary, [tabindex]";
      const reached = [...document.querySelectorAll<HTMLElement>(all)].filter(
        (element) =>
          element.tabIndex >= 0 &&
          !element.matches(":disabled, [type=radio]:not(:checked)") &&
          element.checkVisibility({ visibilityProperty: true }),
      );
      for (const [index, element] of reached.entries()) element.dataset["tab"] = String(index);
      return reached.length;
    });

  /** The number of what has the focus, null outside the page; "unseen" where nothing shows it. */
  const focused = (page: Page): Promise<string | null> =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (element === null || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height, right } = element.getBoundingClientRect();
      const isSeen = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1 && width * height > 0 && right > 0;
      return isSeen ? (element.dataset["tab"] ?? `unnumbered ${element.outerHTML.slice(0, 80)}`) : "unseen";
    });

  test("Tab comes to everything that can be used, once and in the order of the page, each time seen, and leaves", async () => {
    for (const path of pages)
      await open(pathToFileURL(path).href, async (page) => {
        // The first key wakes the page's script, which may change what there is.
        await page.keyboard.press("Shift");
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
        const count = await numbered(page);
        const visited: (string | null)[] = [];
        for (let step = 0; step <= count; step++) {
          await page.keyboard.press("Tab");
          visited.push(await focused(page));
        }
        expect(visited, basename(path)).toEqual([...Array.from({ length: count }, (_, index) => String(index)), null]);
      });
  }, 120_000);

  test("keys work what they come to: folds open and close, choices change, sliders move", async () => {
    for (const path of pages)
      await open(pathToFileURL(path).href, async (page) => {
        const fold = page.locator("summary:visible").first();
        if ((await fold.count()) > 0) {
          await fold.focus();
          const isOpen = (): Promise<boolean> =>
            fold.evaluate(({ parentElement }) => parentElement?.matches("[open]") ?? false);
          const before = await isOpen();
          await page.keyboard.press("Enter");
          await expect.poll(isOpen, { message: basename(path) }).toBe(!before);
          await page.keyboard.press("Space");
          await expect.poll(isOpen, { message: basename(path) }).toBe(before);
        }
        for (const field of await page.locator("input[type=range]:visible, select:visible").all()) {
          await field.focus();
          const before = await field.inputValue();
          await page.keyboard.press("ArrowDown");
          if ((await field.inputValue()) === before) await page.keyboard.press("ArrowUp");
          const choices = await field.locator("option").count();
          if (choices !== 1)
            expect(await field.inputValue(), `${basename(path)} ${await field.getAttribute("id")}`).not.toBe(before);
        }
      });
  }, 120_000);
});
