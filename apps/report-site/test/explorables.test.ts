import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { liveSite } from "../src/live-site.js";
import { type ServedSite, serveSite } from "../src/serve-site.js";
import { axeFaults } from "./axe-faults.js";
import { describeInChromium } from "./in-chromium.js";

describeInChromium("a page to try things on", (open) => {
  let folder: string;
  let served: ServedSite;
  let onDisk: (page: string) => string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resonance-explorables-"));
    const [runs, site] = [join(folder, "runs"), join(folder, "site")];
    await mkdir(runs);
    await buildReport([runs], site);
    onDisk = (page) => new URL(page, `${pathToFileURL(site).href}/`).href;
    served = await serveSite(await liveSite([runs]), { port: 0, host: "127.0.0.1" });
  });
  afterAll(async () => {
    await served.close();
    await rm(folder, { recursive: true });
  });

  const gap = (page: Page): Promise<string | null> => page.locator(".gap b").textContent();
  /** The hash is written after a pause. */
  const hashOf = async (page: Page, part: string): Promise<string> => {
    await page.waitForURL((url) => url.hash.includes(part));
    return page.url();
  };

  test("closes the gap of a pair at the press of Resonance, and a link shows it again, from disk and served", async () => {
    for (const url of [onDisk("idea.html"), `${served.url}idea.html`]) {
      await open(url, async (page) => {
        expect(Number(await gap(page))).toBeGreaterThan(0.1);
        const resonance = page.getByRole("button", { name: "Resonance: round the wavelength" });
        await resonance.focus();
        await page.keyboard.press("Space");
        await expect.poll(() => resonance.getAttribute("aria-pressed")).toBe("true");
        await expect.poll(() => gap(page)).toBe("0");
        await page.getByLabel("Trained on", { exact: true }).first().focus();
        await page.keyboard.press("Home");
        // Four tokens are no whole turn.
        await expect.poll(async () => Number(await gap(page))).toBeGreaterThan(0.1);
        const link = await hashOf(page, "trained=4");
        await page.goto("about:blank");
        await page.goto(link);
        await page.locator("[aria-pressed=true]", { hasText: "Resonance" }).waitFor();
        expect(await page.getByLabel("Trained on", { exact: true }).first().inputValue()).toBe("4");
      });
    }
  });

  test("counts the pairs of the head that is chosen, and says what rounding costs it", async () => {
    await open(onDisk("idea.html"), async (page) => {
      const counts = page.locator(".pairs .numbers").first().locator("tbody td:nth-child(2)");
      expect(await counts.allTextContents()).toEqual(["9", "9", "6", "6"]);
      await page.getByRole("button", { name: "LLaMA 2" }).click();
      await page.getByText("46 of 64 pairs turn fully within 4\u202f096 tokens, under YaRN 40.").waitFor();
      await expect.poll(() => counts.allTextContents()).toEqual(["46", "46", "40", "40"]);
      expect(await page.locator("section", { hasText: "What it costs" }).textContent()).toContain("193 radians");
      await page.getByLabel("Head dimension").selectOption("32");
      await expect.poll(() => page.locator(".pairs .wide svg desc").textContent()).toContain("other 4 have");
    });
  });

  test("makes a sequence step by step, and stops playing at its end", async () => {
    await open(onDisk("posgen.html"), async (page) => {
      const spelled = page.locator(".spelled p").first();
      expect(await spelled.textContent()).toBe(
        "Token 12 is made from tokens 1, 9, 10 and 11: 2 + 6 + 0 + 0 = 8, and 8 modulo 7 is 1.",
      );
      await page.getByRole("button", { name: "Semi-recursive" }).click();
      expect(await spelled.textContent()).toContain("tokens 4, 9, 10 and 11: 1 + 1 + 4 + 1 = 7, and 7 modulo 7 is 0");
      await page.getByRole("button", { name: "Back" }).click();
      expect(await spelled.textContent()).toContain("Token 11");
      await page.getByLabel("Look at").fill("23");
      await page.getByRole("button", { name: "Play" }).click();
      await page.getByRole("button", { name: "Pause" }).waitFor();
      await page.getByRole("button", { name: "Play" }).waitFor({ timeout: 5000 });
      expect(await spelled.textContent()).toContain("Token 24");
      await page.getByRole("button", { name: "token 6: 5" }).click();
      expect(await spelled.textContent()).toContain("Token 6");
      await page.getByRole("button", { name: "seed token 1: 2; press for 3" }).click();
      expect(await page.getByLabel("Seed", { exact: true }).inputValue()).toBe("3 0 3 1");
    });
  });

  test("says beside the field what is wrong with a seed, and keeps the last good one", async () => {
    await open(onDisk("posgen.html"), async (page) => {
      const field = page.getByLabel("Seed", { exact: true });
      const problem = page.locator("#seed-problem");
      for (const [text, words] of [
        ["2 0 x 1", "“x” is no token"],
        ["2 0 3 9", "9 is too large"],
        ["2 0 3 1 4", "five tokens"],
      ] as const) {
        await field.fill(text);
        expect(await problem.textContent()).toContain(words);
        expect(await field.getAttribute("aria-invalid")).toBe("true");
        expect(await page.locator(".spelled").textContent()).toContain("2 + 6 + 0 + 0 = 8");
      }
      // A larger modulus makes good what was typed.
      await field.fill("2 0 3 9");
      await page.getByLabel("Modulus").fill("10");
      expect(await problem.textContent()).toBe("");
      expect(await page.locator(".tokens.wide .square").nth(3).textContent()).toBe("9");
      await page.getByRole("button", { name: "Draw one" }).click();
      expect(await field.inputValue()).toMatch(/^\d \d \d \d$/u);
    });
  });

  test("shows the sum's shortcut where it answers, none for a random table, and a link shows it again", async () => {
    await open(onDisk("posgen.html"), async (page) => {
      await page.getByRole("button", { name: "Show shortcuts" }).click();
      expect(await page.locator(".spelled .short").textContent()).toContain("from tokens 8 and 11: 2 × 0 − 6 = −6");
      expect(await page.locator(".tokens.wide .answered").count()).toBe(7);
      await page.getByLabel("Look at").fill("5");
      expect(await page.locator(".spelled .short").textContent()).toBe(
        "No shortcut answers token 5: it takes the rule.",
      );
      await page.getByRole("button", { name: "Random table" }).click();
      expect(await page.locator(".spelled").textContent()).toContain("The audit finds no shortcut");
      const link = await hashOf(page, "rule=table");
      await page.goto("about:blank");
      await page.goto(link);
      await page.getByText("The audit finds no shortcut").waitFor();
    });
  });

  test("fits a phone and a wide screen with all its tables open", async () => {
    for (const width of [390, 1920])
      for (const state of ["idea.html#resonance=on&trained=4", "posgen.html#shortcut=on&token=20"])
        await open(
          onDisk(state),
          async (page) => {
            await page.locator("details").evaluateAll((all) => {
              for (const details of all) details.setAttribute("open", "");
            });
            expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
          },
          { viewport: { width, height: 900 } },
        );
  });

  test("has no fault that axe finds, with shortcuts shown and a seed that is none", async () => {
    await open(onDisk("posgen.html#shortcut=on&token=24"), async (page) => {
      await page.getByLabel("Seed", { exact: true }).fill("x");
      await page.getByText("No shortcut answers").or(page.getByText("By the shortcut")).first().waitFor();
      expect(await axeFaults(page)).toEqual([]);
    });
  });
});
