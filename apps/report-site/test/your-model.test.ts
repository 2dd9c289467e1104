import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { exampleModel } from "../src/pages/your-model/example-model.js";
import { describeInChromium } from "./in-chromium.js";
import { smallGguf } from "./small-gguf.js";

const commandLine = fileURLToPath(import.meta.resolve("@resonance-rope/trainer/package.json")).replace(
  "package.json",
  "bin/resonance.js",
);

describeInChromium("your model, from a file that was double-clicked", (open) => {
  let folder: string;
  let url: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resonance-your-model-"));
    await mkdir(join(folder, "runs"));
    await buildReport([join(folder, "runs")], join(folder, "site"));
    url = pathToFileURL(join(folder, "site", "your-model.html")).href;
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Runs the line that the page shows, in a folder of its own, and returns what it wrote. */
  async function typed(page: Page, content: string | Uint8Array): Promise<Buffer> {
    const line = await page.locator("#new-file ~ .commands").first().innerText();
    const place = await mkdtemp(join(folder, "typed-"));
    const words = line.trim().split(/\s+/u);
    const file = join(place, words[4] ?? "", ...(words[3] === "hf" ? ["config.json"] : []));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    expect(words.slice(0, 2)).toEqual(["npx", "resonance"]);
    const { status, stderr } = spawnSync(process.execPath, [commandLine, ...words.slice(2)], { cwd: place });
    expect(status, stderr.toString()).toBe(0);
    const out = words.at(-1) ?? "";
    return readFile(join(place, out.endsWith(".gguf") ? out : join(out, "config.json")));
  }

  async function downloaded(page: Page): Promise<Buffer> {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(".file-downloads button")]);
    return readFile(await download.path());
  }

  async function settled(page: Page): Promise<void> {
    // Longer than the page waits for another letter.
    await page.waitForTimeout(250);
    await page.waitForSelector(".examined[aria-busy=false]");
  }

  async function drop(page: Page, name: string, content: Uint8Array): Promise<void> {
    await page.evaluate(
      async ({ name: fileName, bytes }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], fileName));
        // A file is dragged in before it is dropped, some while earlier.
        for (const type of ["dragenter", "drop"]) {
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      },
      { name, bytes: [...content] },
    );
  }

  test.each(["llama", "qwen2"])("a dropped GGUF of %s comes back byte for byte as the command line's", async (type) => {
    const gguf = smallGguf(type);
    await open(url, async (page) => {
      await drop(page, "small.gguf", gguf);
      await page.waitForSelector("h2:has-text('Small')");
      await settled(page);
      expect(await page.locator(".engines").innerText()).toContain("llama.cpp");
      const bytes = await downloaded(page);
      expect(bytes.length).toBeGreaterThan(gguf.length);
      expect(bytes.equals(await typed(page, gguf))).toBe(true);
    });
  });

  test("a pasted config with any scaling and wavelengths comes back as the command line writes it", async () => {
    await open(url, async (page) => {
      await page.click("summary:has-text('paste a config')");
      await page.fill("#model-text", exampleModel.format === "gguf" ? "" : exampleModel.text);
      await settled(page);
      for (const [scaling, wavelengths, factor] of [
        ["yarn", "nearest-integer", "3"],
        ["own", "best-rational", "1"],
        ["ntk-aware", "as-scaled", "8"],
        ["llama3", "divisors-of", "2"],
      ] as const) {
        await page.fill("#factor", factor);
        await page.selectOption("#scaling", scaling);
        await page.selectOption("#wavelengths", wavelengths);
        await settled(page);
        const bytes = await downloaded(page);
        const text = exampleModel.format === "gguf" ? "" : exampleModel.text;
        expect(bytes.toString(), `${scaling} ${wavelengths}`).toBe((await typed(page, text)).toString());
      }
    });
  });

  test("a link shows the choice that its sender saw", async () => {
    await open(`${url}#target=16384&scaling=linear&wavelengths=up`, async (page) => {
      await settled(page);
      expect(await page.inputValue("#factor")).toBe("2");
      expect(await page.locator(".commands").first().innerText()).toContain("--wavelengths up");
      await page.fill("#factor", "4");
      await page.waitForFunction(() => location.hash.includes("target=32768"));
    });
  });

  test("broken, cut and unknown files are refused with what was expected, what came and no download", async () => {
    const gguf = smallGguf("llama");
    const hugeCount = gguf.slice();
    hugeCount.fill(0xff, 8, 24);
    const text = (config: object): Uint8Array => new TextEncoder().encode(JSON.stringify(config));
    await open(url, async (page) => {
      for (const [name, content, message] of [
        ["cut.gguf", gguf.slice(0, 200), "cut.gguf"],
        ["huge.gguf", hugeCount, "tensors"],
        ["half.json", new TextEncoder().encode('{"model_type": "llama"'), "valid JSON"],
        ["other.json", text({ model_type: "bert", hidden_size: 768 }), "bert"],
        ["picture.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47), "UTF-8"],
      ] as const) {
        await drop(page, name, content);
        await page.waitForFunction((words) => document.querySelector(".fault")?.textContent.includes(words), message);
        const fault = await page.locator(".fault").innerText();
        expect(fault).toMatch(/expected[^]*got/u);
        expect(await page.locator(".file-downloads").count()).toBe(0);
      }
      await page.click(".example button");
      await page.waitForSelector("h2:has-text('SmolLM2-135M')");
    });
  });

  test("what no file can have is said beside the form, and the form goes on", async () => {
    await open(url, async (page) => {
      await page.selectOption("#scaling", "adjusted-base");
      await page.waitForSelector(".fault");
      expect(await page.locator(".fault").innerText()).toContain("base");
      await page.fill("#setting-adjusted-base-base", "500000");
      await page.waitForSelector(".file-downloads button");
      await page.fill("#target", "100");
      await page.waitForFunction(() => document.querySelector(".fault")?.textContent.includes("8192"));
    });
  });
});
