/**
 * Fails when an import between packages points the wrong way. The arrows below are the architecture:
 * a new one is a decision, taken here.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { root } from "./run-step.mjs";

const apps = [
  "contracts",
  "llm-eval",
  "model-tiny",
  "posgen",
  "rope-core",
  "rope-interop",
  "run-store",
  "tfjs-runtime",
];

/** Package to the packages of this workspace that its sources may import. Nothing may import an app. */
const arrows = {
  "packages/rope-core": [],
  "packages/contracts": ["rope-core"],
  "packages/posgen": ["contracts"],
  "packages/run-store": ["contracts"],
  "packages/llm-eval": ["contracts"],
  "packages/rope-interop": ["rope-core", "contracts"],
  "packages/tfjs-runtime": ["contracts"],
  "packages/model-tiny": ["contracts", "rope-core", "rope-interop", "tfjs-runtime"],
  "apps/trainer": apps,
  "apps/report-site": apps,
};
/** Packages that run in any JavaScript: `node:` imports stay in their `src/node`, with an entry of its own. */
const anyJavaScript = ["rope-core", "contracts", "posgen", "rope-interop", "llm-eval"].map(
  (name) => `packages/${name}`,
);
/** Packages from outside that only some may know. */
const guarded = [
  { pattern: /^@tensorflow\//u, allowed: ["packages/tfjs-runtime", "packages/model-tiny"] },
  { pattern: /^node-llama-cpp$/u, allowed: ["packages/llm-eval"] },
];

const problems = [];
for (const [place, allowed] of Object.entries(arrows)) {
  const folder = join(root, place);
  for (const file of sourceFiles(join(folder, "src"))) {
    const here = relative(root, file);
    for (const [, specifier] of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/gu)) {
      if (specifier.startsWith(".")) {
        if (!resolve(file, "..", specifier).startsWith(folder + sep))
          problems.push(`${here} reaches out of its package: ${specifier}`);
        continue;
      }
      if (
        specifier.startsWith("node:") &&
        anyJavaScript.includes(place) &&
        !here.startsWith(join(place, "src", "node") + sep)
      )
        problems.push(`${here} may not import ${specifier}: it runs in browsers`);
      const sibling = /^@resonance-rope\/([^/]+)/u.exec(specifier)?.[1];
      if (sibling !== undefined && !allowed.includes(sibling)) problems.push(`${here} may not import ${specifier}`);
      if (place === "packages/rope-core") problems.push(`${here} may import nothing, and imports ${specifier}`);
      for (const { pattern, allowed: places } of guarded) {
        if (pattern.test(specifier) && !places.includes(place)) problems.push(`${here} may not know ${specifier}`);
      }
    }
  }
}
for (const place of unlisted()) problems.push(`${place} has no arrows: list it in check-arrows.mjs`);
for (const problem of problems) process.stderr.write(`  ${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function sourceFiles(folder) {
  const files = readdirSync(folder, { recursive: true });
  return files.filter((file) => /\.tsx?$/u.test(file)).map((file) => join(folder, file));
}

function unlisted() {
  const places = ["packages", "apps"].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}`),
  );
  return places.filter((place) => arrows[place] === undefined);
}
