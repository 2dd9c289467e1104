/**
 * Writes the table of docs/packages.md: how large each published package is, and what it brings with it.
 *
 *     node tooling/lanes/packages/page/write-page.mjs
 *
 * With --check it writes nothing, and fails where a size is more than a tenth away from what the page says, or a
 * number of packages is another. A package that brings what its job does not ask for fails both. Needs the build.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dependencyTree } from "./dependency-tree.mjs";
import { packageMeasurer } from "./measure-package.mjs";
import { overheavy } from "./overheavy.mjs";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const page = `${root}docs/packages.md`;
const heading = ["package", "files", "unpacked, kB", "packages it brings", "with them, MB", "minified and gzipped, kB"];
/** Sizes may move by this share before the page has to say so. */
const tolerance = 0.1;

const text = readFileSync(page, "utf8");
const [before, table, after] = text.split(/<!-- table -->\n\n|\n\n<!-- end of table -->/u);
const measure = packageMeasurer(root);
const measured = [];
for (const place of publishedPlaces()) {
  const tree = dependencyTree(root, place);
  for (const name of overheavy(place, tree)) complain(`${place} brings ${name}`);
  measured.push(await measure(place, tree));
}
if (process.argv.includes("--check")) compare();
else writeFileSync(page, `${before}<!-- table -->\n\n${markdown()}\n\n<!-- end of table -->${after}`);

function publishedPlaces() {
  return ["packages", "apps"].flatMap((group) => readdirSync(root + group).map((folder) => `${group}/${folder}`));
}

function cells({ name, files, bytes, brought, broughtBytes, zipped }) {
  const inBrowsers = zipped === null ? "" : (zipped / 1e3).toFixed(1);
  return [`\`${name}\``, files, (bytes / 1e3).toFixed(0), brought, (broughtBytes / 1e6).toFixed(1), inBrowsers].map(
    String,
  );
}

function markdown() {
  const rows = [heading, ...measured.map(cells)];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  // Names to the left, numbers to the right.
  const line = (row) =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(heading), rule, ...rows.slice(1).map(line)].join("\n");
}

function compare() {
  const said = new Map(
    table
      .split("\n")
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
      .map((row) => [row[0], row]),
  );
  for (const each of measured) {
    const now = cells(each);
    const then = said.get(now[0]) ?? [];
    for (const [at, value] of now.entries()) {
      const isCount = at === 0 || at === 3;
      const near = Math.abs(Number(value) - Number(then[at])) <= tolerance * Math.max(Number(then[at]), 1);
      if (isCount ? value !== then[at] : !near)
        complain(`docs/packages.md says of ${now[0]}, ${heading[at]}: ${then[at] ?? "nothing"}; it is ${value}`);
    }
  }
  if (process.exitCode === 1) complain("node tooling/lanes/packages/page/write-page.mjs writes it anew");
}

function complain(line) {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
