/** What the workflow "Release" does, done to a copy of the workspace and a registry on the loopback. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { scratchRepository } from "./scratch-repository.js";

/**
 * Raises the versions by the changesets, builds and publishes.
 * @param folder does not exist, neither afterwards: it takes 0.8 GB.
 * @param registry its address.
 * @returns what the release said.
 */
export async function rehearseRelease(folder: string, registry: string): Promise<string> {
  const { run, commit } = await scratchRepository(folder);
  try {
    await run("changeset", ["version"]);
    await commit();
    // To publish, a token has to be there; who has it is not asked.
    const settings = join(folder, ".git", "npmrc");
    await writeFile(settings, `registry=${registry}/\n//${new URL(registry).host}/:_authToken=nobody\n`);
    return await run("pnpm", ["run", "release"], { npm_config_userconfig: settings, npm_config_registry: registry });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
