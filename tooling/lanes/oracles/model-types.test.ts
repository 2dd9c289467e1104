/** Every model type that the library knows, with each encoding under both keys: transformers computes what was written. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { exportFolder } from "../src/export-folder.js";
import { oraclePrograms } from "../src/oracle-programs.js";
import { runProgram } from "../src/run-program.js";
import { show } from "../src/show.js";

interface Checked {
  readonly computed: number;
  readonly largest: number;
  readonly faults: readonly string[];
}

const { folder, remove } = await exportFolder("model-types");
afterAll(remove);

test("what is written to a config of any type is what transformers computes from it", async () => {
  const configs = join(folder, "written-configs.json");
  writeFileSync(configs, await runProgram(process.execPath, [oraclePrograms.writeConfigs]));
  const words = [oraclePrograms.checkWrittenConfigs, configs];
  const { computed, largest, faults } = JSON.parse(await runProgram(inject("python"), words)) as Checked;
  show("model types", `transformers' frequencies from ${computed} configs beside ours`, largest, "of them");
  expect(faults).toEqual([]);
  expect(computed).toBeGreaterThan(1600);
});
