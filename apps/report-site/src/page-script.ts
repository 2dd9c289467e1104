/**
 * A page's script as the page holds it: bundled, inlined, and named in the policy by its hash, so that the
 * browser runs this script and no other. A page opened by double click may load no module, and no file beside it.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ResonanceError, messageOf } from "@resonance-rope/contracts";

export interface PageScript {
  /** May stand between script tags. */
  readonly text: string;
  /** As a content security policy names it: sha256-…. */
  readonly hash: string;
}

const bundles = new URL("../dist/browser/", import.meta.url);

const scripts = new Map<string, PageScript>();

/** @throws ResonanceError `unavailable` where the package is not built. */
export async function pageScript(name: string): Promise<PageScript> {
  const known = scripts.get(name);
  if (known !== undefined) return known;
  const bundle = await readFile(new URL(`${name}.js`, bundles), "utf8").catch((cause: unknown) => {
    throw new ResonanceError({
      kind: "unavailable",
      where: "pageScript",
      expected: `a page's script in dist/browser/${name}.js`,
      received: messageOf(cause),
      remedy: "build the package: npx turbo run build --filter=@resonance-rope/report-site",
      cause,
    });
  });
  const text = bundle.trim().replaceAll(/<(?=\/script|!--)/giu, "\\x3c");
  const script = { text, hash: `sha256-${createHash("sha256").update(text).digest("base64")}` };
  scripts.set(name, script);
  return script;
}
