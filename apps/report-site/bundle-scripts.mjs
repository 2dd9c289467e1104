/**
 * Bundles every page's script, `dist/client/<name>.js`, to a classic one without imports, `dist/browser/<name>.js`:
 * a page that is opened by double click may load no module.
 */
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** What the playground's worker holds of tfjs, which the runtime alone depends on. */
const wasm = createRequire(createRequire(import.meta.url).resolve("@resonance-rope/tfjs-runtime/package.json")).resolve(
  "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
);
const scripts = (await readdir(here("src/client"))).filter((file) => file.endsWith(".page.tsx"));

for (const script of scripts) {
  const name = script.replace(".page.tsx", "");
  await build({
    configFile: false,
    logLevel: "warn",
    root: here("."),
    assetsInclude: ["**/*.safetensors", "**/*.wasm"],
    resolve: { alias: [{ find: /^tfjs-backend-wasm-simd\.wasm/u, replacement: wasm }] },
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
