import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { firstProgram } from "../src/packages/first-program.js";
import { type Manager, installProject } from "../src/packages/install-project.js";
import type { NodeLine } from "../src/packages/package-tools.js";
import { publishedPackages, shortName } from "../src/packages/published-packages.js";
import { runFirstProgram } from "../src/packages/run-first-program.js";

const programs = publishedPackages.map(firstProgram);
const newcomer = inject("newcomer");
const scratch = inject("scratch");

test.each(programs)("$name alone, by npm on Node 20.19, does what its README opens with", async (program) => {
  const folder = join(scratch, `alone-${program.name}`);
  const { packages } = program;
  await runFirstProgram(program, await installProject({ newcomer, manager: "npm", node: "20", folder, packages }));
});

test.each<[Manager, NodeLine]>([
  ["npm", "24"],
  ["pnpm", "22"],
  ["yarn 1", "22"],
  ["yarn 4", "24"],
])("all together, by %s on Node %s, do what their READMEs open with", async (manager, node) => {
  const packages = [...new Set(programs.flatMap((program) => program.packages))];
  const folder = join(scratch, `all-${manager.replace(" ", "")}`);
  const project = await installProject({ newcomer, manager, node, folder, packages });
  for (const program of programs) await runFirstProgram(program, project);
});

test("every published package is tried", () => {
  const tried = new Set(programs.flatMap(({ packages }) => packages.map(shortName)));
  expect(publishedPackages.map(({ name }) => shortName(name)).filter((name) => !tried.has(name))).toEqual([]);
});
