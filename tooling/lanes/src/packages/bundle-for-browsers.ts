/** A program of a project made into one for browsers: by esbuild, by Vite, and not at all but by an import map. */
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type BuildOptions, type Metafile, build as esbuild } from "esbuild";
import { build as vite } from "vite";

export type Bundler = "esbuild" | "Vite";

/** Writes `page.js` into `out`. No configuration is given: what a newcomer has. */
export async function bundle(bundler: Bundler, project: string, program: string, out: string): Promise<void> {
  if (bundler === "esbuild") {
    await esbuild({ ...bundled(project, program), outfile: join(out, "page.js") });
    return;
  }
  const output = { entryFileNames: "page.js" };
  await vite({
    root: project,
    configFile: false,
    logLevel: "error",
    build: { outDir: out, target: "es2022", rolldownOptions: { input: join(project, program), output } },
  });
}

/** Writes `index.html` into `out`, with an import map for all that the program imports, and imports it. */
export async function mapImports(project: string, program: string, out: string): Promise<void> {
  const { metafile } = await esbuild({
    ...bundled(project, program),
    outfile: "page.js",
    write: false,
    metafile: true,
  });
  const map = JSON.stringify({ imports: importsOf(metafile) });
  const scripts = `<script type="importmap">${map}</script>\n<script type="module" src="/${program}"></script>`;
  await mkdir(out, { recursive: true });
  await writeFile(join(out, "index.html"), `<!doctype html>\n<title>no bundler</title>\n${scripts}\n`);
}

/** A bare specifier to its file, as esbuild found it. */
function importsOf({ inputs }: Metafile): Readonly<Record<string, string>> {
  const imports: Record<string, string> = {};
  for (const { imports: found } of Object.values(inputs))
    for (const { original, path } of found)
      if (original !== undefined && !original.startsWith(".")) imports[original] = `/${relative(".", path)}`;
  return imports;
}

function bundled(project: string, program: string): BuildOptions {
  return {
    absWorkingDir: project,
    entryPoints: [program],
    bundle: true,
    format: "esm",
    platform: "browser",
    logLevel: "error",
  };
}
