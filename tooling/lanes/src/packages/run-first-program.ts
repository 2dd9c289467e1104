/** Runs what a README opens with in a project, and throws where it does not do what the README says. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FirstProgram } from "./first-program.js";
import type { Project } from "./install-project.js";

/** Training is cut short: what is tried is the package, not the result. */
const shortTraining = ["--steps", "2", ...["train", "validation", "test"].flatMap((of) => [`--${of}-sequences`, "64"])];

export async function runFirstProgram(program: FirstProgram, project: Project): Promise<void> {
  if (program.kind === "commands") {
    for (const line of program.lines) await runLine(line, project);
    return;
  }
  const file = `${program.name}.mjs`;
  await writeFile(join(project.folder, file), program.code);
  // run-store's program lists a folder of runs, of which it says what one that is none looks like.
  await mkdir(join(project.folder, "runs/notes"), { recursive: true });
  requireSaid(program, await project.script(file));
}

/** @throws Error where the program printed what its README does not end with. */
export function requireSaid({ name, output }: FirstProgram & { readonly kind: "script" }, printed: string): void {
  if (printed.trim() === "" || !output.endsWith(printed))
    throw new Error(`${name} printed\n${printed}\nand its README says\n${output}`);
}

/** Lines that are no command of ours, such as one that opens a page, are for people. */
async function runLine(line: string, project: Project): Promise<void> {
  const [runner, ...words] = line.split(" ");
  if (runner !== "npx" || words[1] === "serve") return;
  await project.command(words[1] === "train" ? [...words, ...shortTraining] : words);
}
