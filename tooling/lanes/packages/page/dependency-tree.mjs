/** What an installation of a package brings with it, from the lockfile: on Linux x64, without optional peers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** Name to version, the packages of this workspace among them with the version "workspace". */
export function dependencyTree(root, place) {
  const { importers, packages, snapshots } = parse(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"));
  const found = new Map();
  addImporter(place);
  return found;

  function addImporter(from) {
    for (const [name, { version }] of Object.entries({
      ...importers[from].dependencies,
      ...importers[from].optionalDependencies,
    })) {
      if (!version.startsWith("link:")) add(name, version);
      else if (!found.has(`${name}@workspace`)) {
        found.set(`${name}@workspace`, { name, version: "workspace" });
        addImporter(join(from, version.slice("link:".length)));
      }
    }
  }

  function add(name, resolved) {
    // 1.2.3(of-a-peer@4.5.6)
    const version = resolved.replace(/\(.*$/u, "");
    const key = `${name}@${version}`;
    if (found.has(key) || !fits(packages[key])) return;
    found.set(key, { name, version });
    const { dependencies, optionalDependencies } = snapshots[`${name}@${resolved}`];
    for (const [other, at] of Object.entries({ ...dependencies, ...optionalDependencies })) {
      // An alias names its package itself.
      if (packages[at.replace(/\(.*$/u, "")] === undefined) add(other, at);
      else add(at.slice(0, at.lastIndexOf("@")), at.slice(at.lastIndexOf("@") + 1));
    }
  }
}

function fits({ os = ["linux"], cpu = ["x64"], libc = ["glibc"] }) {
  return os.includes("linux") && cpu.includes("x64") && libc.includes("glibc");
}
