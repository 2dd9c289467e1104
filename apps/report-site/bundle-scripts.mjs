/**
 * Bundles every page's script, `dist/client/<name>.js`, to a classic one without imports, `dist/browser/<name>.js`:
 * a page that is opened by double click may load no module.
 */
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const scripts = (await readdir(here("src/client"))).filter((file) => file.endsWith(".page.tsx"));

for (const script of scripts) {
  const name = script.replace(".page.tsx", "");
  await build({
    configFile: false,
    logLevel: "warn",
    root: here("."),
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      outDir: here("dist/browser"),
      emptyOutDir: false,
      // Whatever a script needs stands in it: nothing is fetched.
      assetsInlineLimit: Number.POSITIVE_INFINITY,
      lib: {
        entry: here(`dist/client/${name}.page.js`),
        formats: ["iife"],
        name: "page",
        fileName: () => `${name}.js`,
      },
      chunkSizeWarningLimit: 4000,
    },
  });
}
