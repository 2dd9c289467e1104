/** The TypeScript of this folder, and the packages' own, as a module that Node 20 loads. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Hands `use` what `src/<name>.ts` exports; afterwards nothing is left. */
export async function withBundle(name, use) {
  const built = mkdtempSync(join(here, ".built-"));
  try {
    await build({
      entryPoints: [join(here, "src", `${name}.ts`)],
      outdir: built,
      bundle: true,
      platform: "node",
      format: "esm",
      conditions: ["@resonance-rope/source"],
      // For packages of the older kind.
      banner: { js: 'const require = (await import("node:module")).createRequire(import.meta.url);' },
      logLevel: "error",
    });
    return await use(await import(pathToFileURL(join(built, `${name}.js`))));
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}
