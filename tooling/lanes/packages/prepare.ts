/** Rehearses a release to a registry on the loopback, and installs all that it published, before the first test. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { firstProgram } from "../src/packages/first-program.js";
import { installProject } from "../src/packages/install-project.js";
import { packageTools } from "../src/packages/package-tools.js";
import { publishedPackages } from "../src/packages/published-packages.js";
import { rehearseRelease } from "../src/packages/rehearse-release.js";
import { startRegistry } from "../src/packages/start-registry.js";

export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  const tools = await packageTools();
  const scratch = await mkdtemp(join(tmpdir(), "packages-"));
  const registry = await startRegistry(tools, scratch);
  const cleanUp = async (): Promise<void> => {
    await registry.stop();
    await rm(scratch, { recursive: true, force: true });
  };
  try {
    const repository = join(scratch, "repository");
    project.provide("release", await timed("release", () => rehearseRelease(repository, registry.address)));
    const newcomer = { tools, home: join(scratch, "home"), registry: registry.address };
    const folder = join(scratch, "everything");
    const packages = [
      ...publishedPackages.map(({ name }) => name),
      ...publishedPackages.flatMap((each) => firstProgram(each).packages),
    ];
    await timed("everything", () =>
      installProject({ newcomer, manager: "npm", node: "20", folder, packages: [...new Set(packages)] }),
    );
    project.provide("newcomer", newcomer);
    project.provide("scratch", scratch);
    project.provide("everything", folder);
  } catch (error) {
    await cleanUp();
    throw error;
  }
  return cleanUp;
}

async function timed<T>(what: string, make: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const made = await make();
  process.stdout.write(`  ${what}: ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
  return made;
}
