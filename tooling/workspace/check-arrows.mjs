/** Fails when an import between packages points another way than arrows.mjs says. */
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { anyJavaScript, arrows, guarded } from "./arrows.mjs";
import { root } from "./run-step.mjs";

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
for (const place of unlisted()) problems.push(`${place} has no arrows: list it in arrows.mjs`);
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
