/** Programs that stand in for Python, npm and a card's driver, and tiny wheels for them to bring; removed after each test. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { afterEach, beforeEach, vi } from "vitest";
import type { Device } from "../src/index.js";
import { installWheels } from "../src/native-tensorflow/install.js";
import { type Wheel, libraryFiles } from "../src/native-tensorflow/wheels.js";
import { storedZip } from "./stored-zip.js";

/** One folder for the cache, one for the programs that stand in for Python and npm. */
export let cache: string;
export let programs: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "resonance-install-"));
  [cache, programs] = [join(folder, "cache"), join(folder, "programs")];
  await mkdir(programs);
  vi.stubEnv("RESONANCE_CACHE", cache);
  // The folders of sh, cp and touch stay; those of the machine's own Python and npm are behind ours.
  vi.stubEnv("PATH", [programs, process.env["PATH"]].join(delimiter));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(join(cache, ".."), { recursive: true });
});

export const standIn = (name: string, script: string): Promise<void> =>
  writeFile(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

/**
 * A Python whose pip "downloads" these: the argument after --dest is the folder to put a wheel in, the last
 * one, project==version, says which.
 */
export async function pipThatDownloads(contents: Readonly<Record<string, Buffer>>): Promise<void> {
  for (const [project, content] of Object.entries(contents)) await writeFile(join(programs, project), content);
  await standIn(
    "python3",
    `[ "$3" = --version ] && exit 0
while [ "$1" != --dest ]; do shift; done
folder="$2"
while [ $# -gt 1 ]; do shift; done
cp "${programs}/\${1%%==*}" "$folder/\${1%%==*}-0-py3-none-any.whl"`,
  );
}

export const npmThatInstalls = (): Promise<void> =>
  standIn(
    "npm",
    `mkdir -p node_modules/@tensorflow/tfjs-node && touch node_modules/@tensorflow/tfjs-node/package.json`,
  );

/** What a driver's nvidia-smi would answer. */
export const cardThatAnswers = (answer: string): Promise<void> => standIn("nvidia-smi", `echo "${answer}"`);
export const noCard = (): Promise<void> => standIn("nvidia-smi", "echo no devices were found; exit 6");

/** None where nothing here can run: the programs that stand in are shell scripts, the libraries' names Linux's or macOS's. */
export const files: readonly string[] = libraryFiles() ?? [];
export const contentOf = (paths: readonly string[]): Record<string, string> =>
  Object.fromEntries(paths.map((path) => [path, `content of ${path}`]));
export const goodWheel: Buffer = storedZip({ "tensorflow/__init__.py": "", ...contentOf(files) });
export const wheelOf = (content: Buffer, project = "tensorflow-cpu", paths: readonly string[] = files): Wheel => ({
  project,
  version: "0",
  platforms: ["any"],
  sha256: createHash("sha256").update(content).digest("hex"),
  megabytes: 1,
  files: paths,
});
export const quiet = (): void => undefined;
export const installGood = (device: Device = "cpu", progress: (line: string) => void = quiet): Promise<void> =>
  installWheels(device, [wheelOf(goodWheel)], progress);

export async function refusalOf(installing: Promise<void>): Promise<ResonanceError> {
  const error: unknown = await installing.catch((thrown: unknown) => thrown);
  if (ResonanceError.isInstance(error)) return error;
  throw new Error(`refused with ${String(error)}`);
}
