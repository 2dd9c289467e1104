import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasChromium } from "@resonance-rope/chromium";
import { describe, inject, test } from "vitest";
import { type Bundler, bundle, mapImports } from "../src/packages/bundle-for-browsers.js";
import { firstProgram } from "../src/packages/first-program.js";
import { keepPrinted, printedInChromium, sayDone } from "../src/packages/open-in-chromium.js";
import { publishedPackages, runsAnywhere, runsInBrowsers, shortName } from "../src/packages/published-packages.js";
import { requireSaid } from "../src/packages/run-first-program.js";

const everything = inject("everything");
const wasm = join(everything, "node_modules/@tensorflow/tfjs-backend-wasm/dist");
const bundlers: readonly Bundler[] = ["esbuild", "Vite"];
const bundles = bundlers.flatMap((bundler) =>
  publishedPackages.filter(runsInBrowsers).map((each) => ({ bundler, each, name: shortName(each.name) })),
);

if (!hasChromium) console.warn("left out: the browser of these tests runs on Linux x64");

describe.skipIf(!hasChromium)("in Chromium", () => {
  test.each(bundles)("$name, bundled by $bundler, does what its README opens with", async ({ bundler, each, name }) => {
    const program = firstProgram(each);
    if (program.kind !== "script") throw new Error("a package for browsers opens with a script");
    const file = `${name}-page.mjs`;
    const out = join(everything, `pages/${bundler}-${name}`);
    await writeFile(join(everything, file), await pageProgram(program.code));
    await bundle(bundler, everything, file, out);
    await writeFile(
      join(out, "index.html"),
      `<!doctype html>\n<title>${name}</title>\n<script type="module" src="page.js"></script>\n`,
    );
    // Where the README says to serve them: beside the script.
    if (name === "tfjs-runtime" || name === "model-tiny") await copyWasm(out);
    requireSaid(program, await printedInChromium(out, "index.html"));
  });

  test.each(publishedPackages.filter(runsAnywhere).map((each) => ({ each, name: shortName(each.name) })))(
    "$name, by a plain import, does what its README opens with",
    async ({ each, name }) => {
      const program = firstProgram(each);
      if (program.kind !== "script") throw new Error("a package for browsers opens with a script");
      const file = `${name}-plain.mjs`;
      await writeFile(join(everything, file), await pageProgram(program.code));
      await mapImports(everything, file, join(everything, `pages/plain-${name}`));
      requireSaid(program, await printedInChromium(everything, `pages/plain-${name}/index.html`));
    },
  );
});

/** The program, whose output is kept. Imports are carried out first, so what keeps it is one. */
async function pageProgram(code: string): Promise<string> {
  await writeFile(join(everything, "keep-printed.mjs"), keepPrinted);
  return `import "./keep-printed.mjs";\n${code}${sayDone}`;
}

async function copyWasm(out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const file of await readdir(wasm)) if (file.endsWith(".wasm")) await copyFile(join(wasm, file), join(out, file));
}
