import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { createRun, writeResult } from "@resonance-rope/run-store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { examplePlan, exampleRecord, exampleResult } from "../../../packages/run-store/test/example-run.js";
import { type PageProgram, programsOf } from "../src/programs-of.js";
import { readPages, root } from "../src/repository.js";
import { after, before, notRun } from "../src/surroundings.js";
import { typeFaults } from "../src/type-faults.js";

// The walk through a new scaling has parts of two files: add-a-scaling.test.ts puts them there.
const programs = readPages()
  .filter(({ path }) => path !== "docs/add-a-scaling.md")
  .flatMap(programsOf);
const run = programs.filter(({ name }) => !(name in notRun));
let folder = "";

const folderOf = ({ name }: PageProgram): string => join(folder, name.replaceAll(/\W+/gu, "-"));
const fileOf = (program: PageProgram): string =>
  join(folderOf(program), program.language === "js" ? "program.mjs" : "program.mts");
const wholeText = ({ name, text }: PageProgram): string => `${before[name] ?? ""}${text}${after[name] ?? ""}`;
/** A run's is of its whole plan, to which fields may be added. */
const withoutHashes = (text: string): string => text.replaceAll(/-[0-9a-f]{8}\b/gu, "");

/** A folder for each, as if the packages were installed above it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "resonance-docs-"));
  await symlink(join(root, "tooling/docs/node_modules"), join(folder, "node_modules"), "junction");
  for (const program of programs) {
    await mkdir(folderOf(program));
    await writeFile(fileOf(program), wholeText(program));
    await cp(join(root, "apps/trainer/test/models/tiny-llama.gguf"), join(folderOf(program), "model.gguf"));
    // One run done, one under way, and a folder that is neither.
    const runs = join(folderOf(program), "runs");
    await writeResult(await createRun(runs, exampleRecord()), exampleResult());
    await (await createRun(runs, exampleRecord({ ...examplePlan, seed: 1 }))).release();
    await mkdir(join(runs, "notes"));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the types of every program fit", () => {
  expect(programs.length).toBeGreaterThan(10);
  expect(typeFaults(programs.map(fileOf))).toEqual([]);
});

test.each(run.map((program) => [program.name, program] as const))(
  "%s runs, and prints what its page says",
  async (_, program) => {
    const { outputText } = ts.transpileModule(wholeText(program), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    });
    const script = join(folderOf(program), "script.mjs");
    await writeFile(script, outputText);
    const { output, fault } = await runScript(script);
    expect(fault).toBe("");
    if (program.output !== "") expect(withoutHashes(output)).toBe(withoutHashes(program.output));
  },
);

test("every program that is not run is on a page", () => {
  for (const name of Object.keys({ ...notRun, ...before })) expect(programs.map((each) => each.name)).toContain(name);
});

/** Without native TensorFlow, so that every machine prints the same. */
function runScript(script: string): Promise<{ readonly output: string; readonly fault: string }> {
  const env = { ...process.env, RESONANCE_CACHE: join(folder, "cache"), NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, [script], { cwd: join(script, ".."), env }, (error, output, said) =>
      resolve({ output, fault: error === null ? "" : said }),
    );
  });
}
