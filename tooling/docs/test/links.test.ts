import { existsSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { expect, test } from "vitest";
import { anchorsOf, linksOf, pathsOf } from "../src/links-of.js";
import { readPages, root } from "../src/repository.js";

const pages = readPages();
const anchors = new Map(pages.map(({ path, text }) => [path, anchorsOf(text)]));

test("every link of every page leads to a file, and to a heading where it names one", () => {
  const broken = pages.flatMap(({ path, text }) =>
    linksOf(text)
      .filter((link) => {
        const [to = "", anchor] = link.split("#");
        const target = to === "" ? path : posix.normalize(posix.join(dirname(path), to));
        if (!existsSync(join(root, target))) return true;
        return anchor !== undefined && anchors.get(target)?.has(anchor) !== true;
      })
      .map((link) => `${path}: ${link}`),
  );
  expect(pages.length).toBeGreaterThan(25);
  expect(broken).toEqual([]);
});

test("every file that a page names by its path is there", () => {
  const missing = pages.flatMap(({ path, text }) =>
    pathsOf(text)
      .filter((name) => !existsSync(join(root, name)))
      .map((name) => `${path}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test("a page of docs is reached from its table of contents or from the page above it", () => {
  const linked = new Set(
    pages.flatMap(({ path, text }) =>
      linksOf(text).map((link) => posix.normalize(posix.join(dirname(path), link.split("#")[0] ?? ""))),
    ),
  );
  for (const { path } of pages) if (path.startsWith("docs/")) expect([path, linked.has(path)]).toEqual([path, true]);
});

test("anchors are GitHub's: punctuation goes, a second heading of a name gets a number", () => {
  expect([...anchorsOf("# What it is, and isn't\n\n## `run` it\n\n## [Run](x.md) it\n")]).toEqual([
    "what-it-is-and-isnt",
    "run-it",
    "run-it-1",
  ]);
});
