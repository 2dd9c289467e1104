/** The packages of this workspace that are published, as their package.json describes them. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.js";

export interface PublishedPackage {
  /** `@resonance-rope/posgen` */
  readonly name: string;
  /** From the root: `packages/posgen`. */
  readonly place: string;
  /** What follows the name in an import: "" and, where there is one, "/node". */
  readonly entries: readonly string[];
}

/** Runs in any JavaScript, all but its entry `/node`, without a word of configuration. */
const anyJavaScript = ["rope-core", "contracts", "posgen", "rope-interop", "llm-eval"];
/** What a bundler makes for a browser, these included. */
const browsers = [...anyJavaScript, "tfjs-runtime", "model-tiny"];

export const publishedPackages: readonly PublishedPackage[] = ["packages", "apps"].flatMap((group) =>
  readdirSync(join(root, group)).map((folder) => describe(`${group}/${folder}`)),
);

export const runsAnywhere = ({ name }: PublishedPackage): boolean => anyJavaScript.includes(shortName(name));

export const runsInBrowsers = ({ name }: PublishedPackage): boolean => browsers.includes(shortName(name));

/** Without the scope. */
export const shortName = (name: string): string => name.slice(name.indexOf("/") + 1);

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

function describe(place: string): PublishedPackage {
  const { name, exports } = JSON.parse(readFileSync(join(root, place, "package.json"), "utf8")) as Manifest;
  const paths = Object.keys(exports).filter((path) => path !== "./package.json");
  return { name, place, entries: paths.map((path) => path.slice(1)) };
}
