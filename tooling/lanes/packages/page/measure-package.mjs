/** How large a package is: as published, with all that it brings, and as a script in a page. */
import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Those that a bundler makes for browsers, with all their exports and what these need. */
const forBrowsers = ["rope-core", "contracts", "posgen", "rope-interop", "llm-eval", "tfjs-runtime", "model-tiny"];

/** A measurer of the packages of a workspace: one that has been looked into is not again. */
export function packageMeasurer(root) {
  const places = foldersByPackage(root);
  const packed = memoized((folder) => {
    const words = ["pack", "--dry-run", "--json", "--ignore-scripts"];
    const stdio = ["ignore", "pipe", "ignore"];
    return Object.values(JSON.parse(execFileSync("npm", words, { cwd: folder, encoding: "utf8", stdio })))[0];
  });
  const installed = memoized((key) => bytesIn(places.get(key)));
  return async (place, tree) => {
    const folder = join(root, place);
    const { name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const { unpackedSize: bytes, entryCount: files } = packed(folder);
    let broughtBytes = bytes;
    for (const [key, { name: other, version }] of tree)
      broughtBytes +=
        version === "workspace" ? packed(join(root, "packages", unscoped(other))).unpackedSize : installed(key);
    const zipped = forBrowsers.includes(unscoped(name)) ? await zippedBytes(folder) : null;
    return { name, files, bytes, brought: tree.size, broughtBytes, zipped };
  };
}

const unscoped = (name) => name.slice(name.indexOf("/") + 1);

function memoized(compute) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key);
  };
}

async function zippedBytes(folder) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, browserEntry(folder))],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    logLevel: "error",
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

function browserEntry(folder) {
  const { browser, default: usual } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).exports["."];
  return browser ?? usual;
}

/** `name@version` to where pnpm has put it. */
function foldersByPackage(root) {
  const store = join(root, "node_modules/.pnpm");
  const places = new Map();
  for (const entry of readdirSync(store)) {
    // @scope+name@1.2.3_of-a-peer@4.5.6
    const [, name, version] = /^(@?[^@]+)@([^_]+)/u.exec(entry) ?? [];
    if (name === undefined) continue;
    const own = name.replace("+", "/");
    places.set(`${own}@${version}`, join(store, entry, "node_modules", own));
  }
  return places;
}

function bytesIn(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += lstatSync(join(entry.parentPath, entry.name)).size;
  return bytes;
}
