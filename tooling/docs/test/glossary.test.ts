import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../src/repository.js";

const page = readFileSync(join(root, "docs/glossary.md"), "utf8");
/** Term, what it is, name in code, file. */
const rows = [...page.matchAll(/^\| ([^|]+?) +\|[^|]*\| (.*?) +\| `(\w+)`, \[[\w.-]+\]\(\.\.\/(\S+)\) +\|$/gmu)];
const plain = (text: string): string => text.replaceAll(/\n \* ?|\n/gu, " ").replaceAll(/ +/gu, " ");

test("every row of the glossary names a file that holds the name beside it", () => {
  const lines = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| --")).length;
  expect(rows).toHaveLength(lines - 3);
  for (const [, term, , name = "", file = ""] of rows)
    expect([term, new RegExp(`\\b${name}\\b`, "u").test(readFileSync(join(root, file), "utf8"))]).toEqual([term, true]);
});

test("every formula of the glossary is that of the docstring in the file beside it", () => {
  const formulas = rows.flatMap(([, term, words = "", , file = ""]) =>
    [...words.replaceAll("\\|", "|").matchAll(/`([^`]+)`/gu)]
      .filter(([, code = ""]) => code.includes(" "))
      .map(([, formula = ""]) => ({ term, formula, file })),
  );
  expect(formulas.length).toBeGreaterThan(12);
  for (const { term, formula, file } of formulas)
    expect([term, formula, plain(readFileSync(join(root, file), "utf8")).includes(formula)]).toEqual([
      term,
      formula,
      true,
    ]);
});
