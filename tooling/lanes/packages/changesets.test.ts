import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { publishedPackages, shortName } from "../src/packages/published-packages.js";
import { root } from "../src/root.js";
import { runProgram } from "../src/run-program.js";

const folder = join(inject("scratch"), "changesets");
const git = (...words: readonly string[]): Promise<string> =>
  runProgram("git", ["-C", folder, "-c", "user.name=lane", "-c", "user.email=lane@localhost", ...words]);
const raise = (): Promise<string> =>
  runProgram(process.execPath, [join(root, "node_modules/@changesets/cli/bin.js"), "version"], { cwd: folder });

/** A copy of the last commit, as it is after its first release. */
beforeAll(async () => {
  await runProgram("git", ["clone", "--quiet", root, folder]);
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await raise();
  await git("add", "--all", "--", ":!node_modules");
  await git("commit", "--quiet", "--message", "Release");
});

interface Manifest {
  readonly version: string;
  readonly private?: boolean;
}

async function versions(): Promise<Readonly<Record<string, string>>> {
  const read = publishedPackages.map(async ({ name, place }) => {
    const { version } = JSON.parse(await readFile(join(folder, place, "package.json"), "utf8")) as Manifest;
    return [shortName(name), version] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/** The packages whose version a changeset moves, and to what. */
async function raisedBy(name: string, size: "patch" | "minor"): Promise<Readonly<Record<string, string>>> {
  const before = await versions();
  const file = join(folder, ".changeset/one.md");
  await writeFile(file, `---\n"@resonance-rope/${name}": ${size}\n---\n\nA change.\n`);
  await raise();
  const after = Object.entries(await versions()).filter(([other, version]) => version !== before[other]);
  await rm(file, { force: true });
  await git("checkout", "--quiet", "--", ".");
  await git("clean", "--quiet", "--force", "--", "packages", "apps");
  return Object.fromEntries(after);
}

/** Below 1.0.0 `^0.1.0` allows 0.1.1 and not 0.2.0. */
function next(version: string, size: "patch" | "minor"): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return size === "patch" ? `${major}.${minor}.${patch + 1}` : `${major}.${minor + 1}.0`;
}

/** @param patched those that follow. */
async function expectRaised(name: string, size: "patch" | "minor", patched: readonly string[]): Promise<void> {
  const before = Object.entries(await versions());
  const expected = before.flatMap(([other, version]) =>
    other === name ? [[other, next(version, size)]] : patched.includes(other) ? [[other, next(version, "patch")]] : [],
  );
  expect(await raisedBy(name, size)).toEqual(Object.fromEntries(expected));
}

test("nothing is published without a version of its own", async () => {
  expect(Object.entries(await versions()).filter(([, version]) => version === "0.0.0")).toEqual([]);
});

test.each(publishedPackages.map(({ name }) => shortName(name)))("a patch of %s raises it alone", async (name) => {
  await expectRaised(name, "patch", []);
});

test("a minor change raises, by a patch, what would else not allow it", async () => {
  await expectRaised("posgen", "minor", ["report-site", "trainer"]);
  await expectRaised("trainer", "minor", []);
  await expectRaised("rope-core", "minor", ["contracts", "model-tiny", "report-site", "rope-interop", "trainer"]);
});
