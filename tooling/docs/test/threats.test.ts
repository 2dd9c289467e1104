/** docs/security.md: each threat names tests that are there. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../src/repository.js";

const rows = readFileSync(join(root, "docs/security.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && /`[^`]+\.test\.ts`|the same: "/u.test(line))
  .map(
    (line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()) as [string, string, string],
  );

/** Paths are as the page says: `.../` stands for the place of the one before, and "the same" for the one before itself. */
function pathOf(name: string, before: string): string {
  if (name === "the same") return before;
  if (name.startsWith(".../")) {
    const [, ending = ""] = /^\.\.\.\/(.*)$/u.exec(name) ?? [];
    let folder = posix.dirname(before);
    while (folder !== "." && !existsSync(join(root, folder, ending))) folder = posix.dirname(folder);
    return posix.join(folder, ending);
  }
  return posix.join(/^(trainer|report-site)\//u.test(name) ? "apps" : "packages", name);
}

let before = "";
const named = rows.flatMap(([threat, , holders]) =>
  [...holders.matchAll(/`([^`]+\.test\.ts)`|(the same): |"([^"]+)"/gu)].flatMap(([, file, same, words]) => {
    if (words === undefined) {
      before = pathOf(file ?? same ?? "", before);
      return [{ threat, path: before, words: [] as string[] }];
    }
    // "…" stands for more words.
    return [{ threat, path: before, words: words.split(" … ") }];
  }),
);

describe("what holds a threat", () => {
  test("is named for each", () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(named.length).toBeGreaterThanOrEqual(rows.length);
  });
  test.each(named)("$threat: $words in $path", ({ path, words }) => {
    const text = readFileSync(join(root, path), "utf8");
    expect(words.filter((part) => !text.includes(part))).toEqual([]);
  });
});
