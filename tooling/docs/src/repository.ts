/** The repository's root and its pages of Markdown. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../../..", import.meta.url));

/** Where pages stand; a star is each folder there. */
const places = [".", "docs", "results", "results/*", "packages/*", "apps/*", "tooling/*"];

export interface Page {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Changelogs are left out: changesets writes them. */
export function readPages(): readonly Page[] {
  return places
    .flatMap(foldersOf)
    .flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith(".md") && name !== "CHANGELOG.md")
        .map((name) => (folder === "." ? name : `${folder}/${name}`)),
    )
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n") }));
}

function foldersOf(place: string): readonly string[] {
  if (!place.endsWith("/*")) return [place];
  const parent = place.slice(0, -2);
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${parent}/${name}`);
}
