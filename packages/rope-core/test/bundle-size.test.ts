import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const SOURCE = fileURLToPath(new URL("../src/", import.meta.url));

/** Bytes over the wire, of a page that imports this and no more. */
async function gzippedBytes(exported: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export ${exported} from "./index.js"`, resolveDir: SOURCE },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2023",
  });
  return Math.max(...outputFiles.map(({ contents }) => gzipSync(contents, { level: 9 }).length));
}

describe("bundle size", () => {
  it("everything is at most 8 kB gzipped", async () => {
    expect(await gzippedBytes("*")).toBeLessThanOrEqual(8000);
  });

  it.each([
    // Every scaling and every choice of wavelengths: a spec is data, so nothing can be left out of it.
    ["createRotaryEmbedding", 3750],
    ["chooseWavelengths", 2500],
    ["featureGap", 1500],
  ] as const)("%s alone is at most %i bytes gzipped", async (name, most) => {
    expect(await gzippedBytes(`{ ${name} }`)).toBeLessThanOrEqual(most);
  });
});
