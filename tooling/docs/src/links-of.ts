/** Where a page's links and pictures lead within the repository, and the names of its headings there. */
import { withoutBlocks } from "./fenced-blocks.js";

const inlineCode = /(`+).+?\1/gsu;

/** As they are written; those that lead out of the repository are left out. */
export function linksOf(page: string): readonly string[] {
  const words = withoutBlocks(page).replaceAll(inlineCode, "code");
  const links = [...words.matchAll(/\]\(([^()\s]+)\)/gu)].map(([, link = ""]) => link);
  return links.filter((link) => !/^[a-z]+:/u.test(link));
}

/** As GitHub makes them: small letters, no punctuation, a number behind a name that was there before. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutBlocks(page).matchAll(/^#{1,6} (.+)$/gmu)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, "$1").toLowerCase();
    const name = words
      .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-");
    let anchor = name;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${name}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Files and folders that inline code names by their whole path, without a star, a dot-dot-dot or a `<name>` in it. */
export function pathsOf(page: string): readonly string[] {
  const code = [...withoutBlocks(page).matchAll(/`([^`\n]+)`/gu)].map(([, words = ""]) => words);
  // docs/api is what `npm run docs` writes.
  return code.filter((words) => /^(?!docs\/api\b)(?:packages|apps|tooling|docs|plans|results)\/[\w./-]+$/u.test(words));
}
