import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createRun, listRuns, writeResult } from "../src/index.js";
import { examplePlan, exampleRecord, exampleResult, temporaryFolder } from "./example-run.js";

/** A hash is of the whole plan, to which fields may be added. */
const withoutHashes = (text: string): string => text.replaceAll(/-[0-9a-f]{8}\b/gu, "");

test("the README's program prints what the README says", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, program = "", output = ""] = /```ts\nimport .+?\n(.+?)```.+?```\n(.+?)```/su.exec(readme) ?? [];

  const folder = await temporaryFolder();
  const runs = join(folder, "runs");
  await writeResult(await createRun(runs, exampleRecord()), exampleResult());
  await createRun(runs, exampleRecord({ ...examplePlan, seed: 1 }));
  await mkdir(join(runs, "notes"));

  const printed: string[] = [];
  const console = { log: (...values: unknown[]) => printed.push(values.join(" ")) };
  const below = (path: string): ReturnType<typeof listRuns> => listRuns(join(folder, path));
  // oxlint-disable-next-line no-new-func -- the program is the README's own
  await new Function("listRuns", "console", `return (async () => {${program}})()`)(below, console);
  const shown = `${printed.join("\n")}\n`.replaceAll(`${folder}/`, "");
  expect(withoutHashes(shown)).toBe(withoutHashes(output));
});
