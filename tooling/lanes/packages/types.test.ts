import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, inject, test } from "vitest";
import { publishedPackages, runsAnywhere } from "../src/packages/published-packages.js";
import { runToEnd } from "../src/run-program.js";

const everything = inject("everything");
const require = createRequire(import.meta.url);
const typesOfNode = dirname(dirname(require.resolve("@types/node/package.json")));

const strict = { strict: true, skipLibCheck: false, noEmit: true, target: "ES2023", lib: ["ES2023", "DOM"] };
const resolutions = [
  { module: "NodeNext", moduleResolution: "NodeNext" },
  { module: "ESNext", moduleResolution: "Bundler" },
] as const;
const every = publishedPackages.flatMap(({ name, entries }) => entries.map((entry) => name + entry));
const anywhere = publishedPackages.filter(runsAnywhere).map(({ name }) => name);

/** Of the types of tfjs, whose own do not compile: they lack those of `long`, and declare WebGPU beside TypeScript's. */
const isOfTfjs = (line: string): boolean => /node_modules\/@(?:tensorflow|webgpu)\/|lib\.dom\.d\.ts/u.test(line);

const consumers = resolutions.flatMap((resolution) => [
  { ...resolution, consumer: "every entry", imports: every, types: ["node"] },
  { ...resolution, consumer: "any JavaScript, without the types of Node", imports: anywhere, types: [] },
]);

test.each(consumers)("a strict consumer compiles: $moduleResolution, $consumer", async (options) => {
  const { module, moduleResolution, consumer, imports, types } = options;
  const name = `types-${module}-${consumer.length}`;
  const lines = imports.map((specifier, index) => `import * as module${index} from "${specifier}";`);
  const used = imports.map((_, index) => `module${index}`).join(", ");
  await writeFile(join(everything, `${name}.mts`), `${lines.join("\n")}\nexport const modules = [${used}];\n`);
  const compilerOptions = { ...strict, module, moduleResolution, types, typeRoots: [typesOfNode] };
  const settings = join(everything, `${name}.json`);
  await writeFile(settings, JSON.stringify({ compilerOptions, files: [`${name}.mts`] }));
  const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const { output } = await runToEnd(process.execPath, [compiler, "--pretty", "false", "--project", settings]);
  const complaints = output.split("\n").filter((line) => line.includes("error TS") && !isOfTfjs(line));
  expect(complaints).toEqual([]);
});
