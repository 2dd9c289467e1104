import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { runProgram } from "../src/run-program.js";

const everything = inject("everything");
const { tools } = inject("newcomer");

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly optional?: boolean }>>;
}

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly components?: readonly Component[];
}

test("the bill of materials names every package that is installed, and no other", async () => {
  const program = join(tools, "@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js");
  const file = join(everything, "bill-of-materials.cdx.json");
  const words = [
    "--omit",
    "dev",
    "--output-reproducible",
    "--spec-version",
    "1.6",
    "--output-file",
    file,
    "--no-validate",
  ];
  // It asks the package manager that this was started by for what is installed: npm, where it knows of none.
  const env = { ...process.env, npm_execpath: undefined };
  await runProgram(process.execPath, [program, ...words], { cwd: everything, env });
  const { components } = JSON.parse(await readFile(file, "utf8")) as { readonly components: readonly Component[] };
  const named = new Set(
    components
      .flatMap(withParts)
      .map(({ group, name, version }) => `${group === undefined ? "" : `${group}/`}${name}@${version}`),
  );

  const lockfile = JSON.parse(await readFile(join(everything, "node_modules/.package-lock.json"), "utf8")) as Lockfile;
  const installed = Object.entries(lockfile.packages).map(
    ([place, { version }]) => `${place.slice(place.lastIndexOf("node_modules/") + 13)}@${version}`,
  );
  expect(installed.filter((name) => !named.has(name))).toEqual([]);
  expect([...named].filter((name) => !installed.includes(name))).toEqual([]);

  // The workflow of a release keeps it beside what is published.
  const kept = process.env["BILL_OF_MATERIALS"];
  if (kept !== undefined && kept !== "") await copyFile(file, kept);
});

const withParts = (component: Component): readonly Component[] => [
  component,
  ...(component.components ?? []).flatMap(withParts),
];
