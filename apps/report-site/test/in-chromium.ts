/** A real browser for the site's tests, which watches what a page asks for and complains of. */
import { chromiumPath, hasChromium } from "@resonance-rope/chromium";
import { type Browser, type BrowserContextOptions, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";

export type OpenPage = (
  url: string,
  use: (page: Page) => Promise<void>,
  options?: BrowserContextOptions,
) => Promise<void>;

/**
 * Tests in a browser, left out where there is none. `open` shows a page to `use`, and fails if the page logged an
 * error, threw, or asked for anything but itself and what lies beside it.
 */
export function describeInChromium(name: string, tests: (open: OpenPage) => void, flags: readonly string[] = []): void {
  if (!hasChromium) console.warn("left out: the browser of these tests runs on Linux x64");
  describe.skipIf(!hasChromium)(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: await chromiumPath(), args: ["--no-sandbox", ...flags] });
    }, 60_000);
    afterAll(() => browser.close());

    tests(async (url, use, options = {}) => {
      const context = await browser.newContext(options);
      try {
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on("pageerror", ({ message }) => complaints.push(message));
        page.on("console", (message) => {
          if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
        });
        page.on("request", (request) => {
          if (!isOwn(request.url(), url)) complaints.push(`asked for ${request.url()}`);
        });
        await page.goto(url);
        await use(page);
        expect(complaints).toEqual([]);
      } finally {
        await context.close();
      }
    });
  });
}

/** The page's own folder, or what it made itself. */
function isOwn(asked: string, page: string): boolean {
  return asked.startsWith(new URL(".", page).href) || /^(?:data|blob):/u.test(asked);
}
