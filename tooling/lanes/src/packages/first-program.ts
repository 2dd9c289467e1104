/** The program that a package's README opens with. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.js";
import { type PublishedPackage, shortName } from "./published-packages.js";

export type FirstProgram =
  | {
      readonly kind: "script";
      readonly name: string;
      readonly code: string;
      /** What the README says that it prints. */
      readonly output: string;
      /** The packages that it imports. */
      readonly packages: readonly string[];
    }
  | {
      readonly kind: "commands";
      readonly name: string;
      readonly lines: readonly string[];
      readonly packages: readonly string[];
    };

export function firstProgram({ name, place }: PublishedPackage): FirstProgram {
  const readme = readFileSync(join(root, place, "README.md"), "utf8");
  const blocks = [...readme.matchAll(/^```(\w*)\n(.*?)^```/gmsu)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
  const [first, ...others] = blocks.filter(({ text }) => !text.startsWith("npm install"));
  if (first === undefined) throw new Error(`the README of ${name} opens with no program`);
  const short = shortName(name);
  if (first.language === "sh")
    return {
      kind: "commands",
      name: short,
      lines: first.text.trim().split("\n"),
      packages: installedFor(readme, name),
    };
  const output = others.find(({ language }) => language === "")?.text ?? "";
  const imported = [...first.text.matchAll(/ from "((?:@[^/"]+\/)?[^/"]+)/gu)].map(([, found = ""]) => found);
  return { kind: "script", name: short, code: first.text, output, packages: [...new Set(imported)] };
}

/** What the README says to install. */
function installedFor(readme: string, name: string): readonly string[] {
  const [, words] = /^npm install (.+)$/mu.exec(readme) ?? [];
  return words?.split(" ") ?? [name];
}
