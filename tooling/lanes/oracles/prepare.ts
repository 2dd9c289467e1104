/** Installs and makes what the tests of this folder need, before the first of them. */
import type { TestProject } from "vitest/node";
import { smolLm2, tinyModels } from "../src/models.js";
import { oracleEnvironment } from "../src/oracle-environment.js";
import { texts } from "../src/texts.js";

export default async function prepare(project: TestProject): Promise<void> {
  const python = await oracleEnvironment();
  project.provide("python", python);
  project.provide("texts", await texts());
  project.provide("tinyModels", await tinyModels(python));
  project.provide("smolLm2", await smolLm2(python));
}
