import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fencedBlocks } from "../src/fenced-blocks.js";
import { root } from "../src/repository.js";
import { typeFaults } from "../src/type-faults.js";

test("the walk's example is a scaling of a copy of rope-core, and its test type-checks there and holds", async () => {
  const folder = await mkdtemp(join(tmpdir(), "resonance-walk-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const part of ["src", "test", "package.json"])
    await cp(join(root, "packages/rope-core", part), join(folder, part), { recursive: true });
  const page = await readFile(join(root, "docs/add-a-scaling.md"), "utf8");
  const [scaling, promise] = fencedBlocks(page).filter(({ language }) => language === "ts");
  await writeFile(join(folder, "src/scalings/two-speed.ts"), scaling?.text ?? "");

  const list = join(folder, "src/scalings.ts");
  const before = await readFile(list, "utf8");
  const edited = before
    .replace("import type", 'import { type TwoSpeedScaling, twoSpeed } from "./scalings/two-speed.js";\nimport type')
    .replace("  | LinearScaling", "  | LinearScaling\n  | TwoSpeedScaling")
    .replace("  linear,\n", '  linear,\n  "two-speed": twoSpeed,\n');
  await writeFile(list, edited);
  const imports = `import { ratios } from "./differences.js";\nimport { embeddingOf, posgen } from "./example-embeddings.js";\n`;
  const harness = `export const holds = (it: (name: string, run: () => void) => void, expect: (value: unknown) => { toEqual(other: unknown): void }) => {\n${promise?.text}};\n`;
  await writeFile(join(folder, "test/two-speed.ts"), imports + harness);

  expect(typeFaults([join(folder, "test/two-speed.ts")])).toEqual([]);
  const { holds } = await import(join(folder, "test/two-speed.ts"));
  const names: string[] = [];
  holds((name: string, run: () => void) => (names.push(name), run()), expect);
  expect(names).toHaveLength(1);
});
