/** An empty project into which a package manager installs, and what runs in it. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "../run-program.js";
import { type Newcomer, environmentOf } from "./newcomer.js";
import type { NodeLine } from "./package-tools.js";

export type Manager = "npm" | "pnpm" | "yarn 1" | "yarn 4";

export interface Project {
  readonly folder: string;
  /** The standard output of a script of the folder. */
  script(file: string): Promise<string>;
  /** The standard output of an installed command. */
  command(words: readonly string[]): Promise<string>;
}

export interface ProjectOptions {
  readonly newcomer: Newcomer;
  readonly manager: Manager;
  readonly node: NodeLine;
  /** Does not exist yet. */
  readonly folder: string;
  readonly packages: readonly string[];
}

interface Words {
  readonly install: readonly string[];
  readonly script: readonly string[];
  readonly command: readonly string[];
}

export async function installProject(options: ProjectOptions): Promise<Project> {
  const { newcomer, manager, node, folder, packages } = options;
  const env = await environmentOf(newcomer, node);
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), `{ "name": "newcomer", "version": "1.0.0", "private": true }\n`);
  // Yarn 4 looks for it: without one, the project is whatever folder above has one.
  if (manager === "yarn 4") await writeFile(join(folder, "yarn.lock"), "");
  const run = ([program = "", ...words]: readonly string[]): Promise<string> =>
    // `env` finds the program on the newcomer's PATH, not on ours.
    runProgram("/usr/bin/env", [program, ...words], { cwd: folder, env });
  const { install, script, command } = wordsOf(manager, newcomer.tools);
  await run([...install, ...packages]);
  return {
    folder,
    script: (file) => run([...script, file]),
    command: (words) => run([...command, ...words]),
  };
}

function wordsOf(manager: Manager, tools: string): Words {
  const yarn1 = ["node", join(tools, "yarn/bin/yarn.js"), "--silent"];
  const yarn4 = ["node", join(tools, "@yarnpkg/cli-dist/bin/yarn.js")];
  switch (manager) {
    case "npm":
      return {
        install: ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"],
        script: ["node"],
        command: ["npx", "--no-install"],
      };
    case "pnpm":
      return { install: ["pnpm", "add", "--reporter=silent"], script: ["node"], command: ["pnpm", "exec"] };
    case "yarn 1":
      return { install: [...yarn1, "add"], script: ["node"], command: [...yarn1, "run"] };
    case "yarn 4":
      // Its usual linker, without node_modules: a package finds only what it declares.
      return { install: [...yarn4, "add"], script: [...yarn4, "node"], command: [...yarn4, "run"] };
  }
}
