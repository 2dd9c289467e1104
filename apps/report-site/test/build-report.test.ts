import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { machineFile } from "../src/playground/machine-file.js";
import { syntheticRun, withFolder, writeRun } from "./run-folders.js";

/** The site's pages, their own scripts taken out, all their text, and each page's scripts as a policy names them. */
async function siteOf(
  folder: string,
  fill: (runs: string) => Promise<unknown>,
): Promise<{ documents: readonly Document[]; text: string; hashes: readonly (readonly string[])[] }> {
  const runs = join(folder, "runs");
  await mkdir(runs);
  await fill(runs);
  const { pages } = await buildReport([runs], join(folder, "report"));
  const html = await Promise.all(pages.map((page) => readFile(page, "utf8")));
  const documents = html.map((page) => parseHTML(page).document);
  const hashes = documents.map(({ body }) => {
    const scripts = [...body.querySelectorAll("script")];
    for (const script of scripts) script.remove();
    return scripts.filter(({ type }) => type !== "application/json").map(({ textContent }) => hashOf(textContent));
  });
  return { documents, text: documents.map(({ body }) => body.textContent).join("\n"), hashes };
}

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

test("from the page alone one can say what was compared, on what, and with which result", async () => {
  await withFolder(async (folder) => {
    const { text } = await siteOf(folder, async (runs) => {
      await writeRun(runs, syntheticRun({ result: { oodAccuracy: 0.3612 } }));
      await writeRun(runs, syntheticRun({ wavelengths: "nearest-integer", result: { oodAccuracy: 0.7525 } }));
    });
    expect(text).toContain("Does rounding every rotary wavelength to a whole number of tokens help");
    expect(text).toContain("36.1\u00a0%");
    expect(text).toContain("75.3\u00a0%");
    expect(text).toContain("Resonance RoPE is 39.1 points ahead of RoPE");
    expect(text).toContain("a demonstration, not a reproduction");
    expect(text).toContain("the first token of the sequence and the 3 tokens just before it: their sum modulo 17");
    expect(text).toContain("69.56 ± 0.33");
    expect(text).toContain("npx resonance train --task chain-of-thought");
    expect(text).toContain("Example CPU 2.5 GHz");
  });
});

test("no page asks anything of the network, and each lets the browser run its own scripts alone", async () => {
  await withFolder(async (folder) => {
    const { documents, hashes } = await siteOf(folder, (runs) => writeRun(runs, syntheticRun({ steps: 20 })));
    for (const [index, document] of documents.entries()) {
      expect(document.querySelectorAll("iframe, object, embed, img, [src]")).toHaveLength(0);
      expect([...document.querySelectorAll("link")].map((link) => link.getAttribute("href"))).toEqual(["data:,"]);
      expect(document.querySelector("style")?.textContent).not.toMatch(/@import|url\(/u);
      const policy = document.querySelector("meta[http-equiv=Content-Security-Policy]")?.getAttribute("content");
      expect(policy).toContain("default-src 'none'");
      const [, scripts = "", others] = /script-src ([^;]*)(?:; (.*))?/u.exec(policy ?? "") ?? [];
      // The playground's script loads a worker from beside the page, which computes by WebAssembly; no other page may.
      const isPlayground = document.title.startsWith("Playground");
      const more = isPlayground ? ["'strict-dynamic'", "'wasm-unsafe-eval'"] : [];
      expect(scripts.split(" ").toSorted()).toEqual([...(hashes[index] ?? []), ...more].toSorted());
      expect(others).toBe(isPlayground ? "worker-src blob:" : undefined);
    }
  });
});

test("markup in records and folder names is shown, never parsed", async () => {
  const markup = `"'><script>alert(1)</script><img src=x onerror=alert(2)>`;
  const folderName = "<img src=x onerror=alert(3)>";
  await withFolder(async (folder) => {
    const { documents, text } = await siteOf(folder, async (runs) => {
      const record = {
        machine: { platform: markup, processor: markup, cores: 2, memoryBytes: 2 ** 33 },
        versions: { [markup]: markup },
        gitCommit: markup,
      };
      await writeRun(runs, syntheticRun({ steps: 20, record }));
      await mkdir(join(runs, folderName));
      await writeFile(join(runs, folderName, "record.json"), JSON.stringify({ [markup]: markup }));
    });
    for (const document of documents) expect(document.querySelectorAll("script, img")).toHaveLength(0);
    expect(text).toContain("<script>alert(1)</script>");
    expect(text).toContain(folderName);
  });
});

test("ids are unique on a page, and every label points to one that exists", async () => {
  await withFolder(async (folder) => {
    const { documents } = await siteOf(folder, async (runs) => {
      await writeRun(runs, syntheticRun({ steps: 20 }));
      await writeRun(runs, syntheticRun({ steps: 20, task: "recursive" }));
    });
    for (const document of documents) {
      const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const named = [...document.querySelectorAll("[aria-labelledby]")].flatMap(
        (element) => element.getAttribute("aria-labelledby")?.split(" ") ?? [],
      );
      const linked = [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute("href")?.slice(1));
      for (const id of [...named, ...linked]) expect(ids).toContain(id);
    }
  });
});

test("no run at all makes a page that says what to type", async () => {
  await withFolder(async (folder) => {
    const { text } = await siteOf(folder, async () => {});
    expect(text).toContain("No finished run yet");
    expect(text).toContain("npx resonance train --task chain-of-thought");
  });
});

test("a broken, an unfinished and a copied run are listed with their reasons, and the others still count", async () => {
  await withFolder(async (folder) => {
    const runs = join(folder, "my runs");
    const good = syntheticRun({ steps: 20 });
    const unfinished = syntheticRun({ steps: 20, seed: 1, result: null });
    const short = syntheticRun({ steps: 20, seed: 2, result: { accuracyByPosition: [null, 0.5] } });
    await writeRun(runs, good);
    await writeRun(runs, good, "z-copy");
    await writeRun(runs, unfinished);
    await writeRun(runs, short);
    await mkdir(join(runs, "old"));
    await writeFile(join(runs, "old", "record.json"), JSON.stringify({ ...good.record, version: 0 }));
    await mkdir(join(runs, "empty"));
    const { records, unused } = await buildReport([runs], join(folder, "report"));
    expect(records).toBe(1);
    const reasons = Object.fromEntries(unused.map(({ folder: name, reason }) => [name, reason]));
    expect(reasons["z-copy"]).toContain("a second copy");
    expect(reasons[unfinished.record.runId]).toContain(`npx resonance resume 'my runs/${unfinished.record.runId}'`);
    expect(reasons[short.record.runId]).toContain("2 positions");
    expect(reasons["old"]).toContain("version");
    expect(reasons["empty"]).toContain("record.json");
    const html = await readFile(join(folder, "report", "index.html"), "utf8");
    for (const name of Object.keys(reasons)) expect(html).toContain(name);
    expect(html).not.toContain(folder);
  });
});

test("the same runs make the same pages, byte for byte, and nothing else in the folder", async () => {
  await withFolder(async (folder) => {
    const runs = join(folder, "runs");
    await writeRun(runs, syntheticRun({ steps: 20 }));
    const [first, second] = [
      await buildReport([runs], join(folder, "a")),
      await buildReport([runs], join(folder, "b")),
    ];
    const contents = ({ pages }: typeof first) => Promise.all(pages.map((page) => readFile(page, "utf8")));
    expect(await contents(second)).toEqual(await contents(first));
    const names = [...first.pages.map((page) => basename(page)), machineFile];
    expect((await readdir(join(folder, "a"))).toSorted()).toEqual(names.toSorted());
  });
});

test("an experiment that is gone takes its pages with it, and nothing else of the folder", async () => {
  await withFolder(async (folder) => {
    const [before, now, site] = [join(folder, "before"), join(folder, "now"), join(folder, "site")];
    await writeRun(before, syntheticRun({ steps: 20, task: "recursive" }));
    await writeRun(now, syntheticRun({ steps: 20 }));
    const earlier = await buildReport([before], site);
    const [experiment = ""] = earlier.pages.filter((page) => /recursive-.*(?<!-runs)\.html$/u.test(page));
    const own = ["notes-abc123.html", "notes.html", "data.csv"];
    for (const name of own) await writeFile(join(site, name), "<!doctype html><title>mine</title>");
    await mkdir(join(site, "folder-abc123.html"));
    await copyFile(experiment, join(site, "kept.html"));
    const { pages } = await buildReport([now], site);
    const names = pages.map((page) => basename(page));
    const expected = [...names, machineFile, ...own, "folder-abc123.html", "kept.html"];
    expect((await readdir(site)).toSorted()).toEqual(expected.toSorted());
  });
});

test("of several folders the first comes first, and a run that lies in two counts once", async () => {
  await withFolder(async (folder) => {
    const [own, others] = [join(folder, "own"), join(folder, "others")];
    await writeRun(own, syntheticRun({ steps: 20, task: "semi-recursive" }));
    await writeRun(others, syntheticRun({ steps: 20, task: "semi-recursive" }));
    await writeRun(others, syntheticRun({ steps: 20, task: "recursive" }));
    const built = await buildReport([own, others], join(folder, "report"));
    expect(built.records).toBe(2);
    expect(built.unused.map(({ reason }) => reason)).toEqual([expect.stringContaining("a second copy")]);
    const text = parseHTML(await readFile(built.pages[0] ?? "", "utf8")).document.querySelector(
      ".answers",
    )?.textContent;
    expect(text).toMatch(/Semi-recursive.*Recursive/su);
  });
});
