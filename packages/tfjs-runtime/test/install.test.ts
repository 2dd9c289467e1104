import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installNativeTensorFlow, locateNativeTensorFlow } from "../src/index.js";
import { installFromWheel } from "../src/native-tensorflow/install.js";
import { libraryFiles, nativeTensorFlowFolder } from "../src/native-tensorflow/locate.js";
import { storedZip } from "./stored-zip.js";

/** One folder for the cache, one for the programs that stand in for Python and npm. */
let cache: string;
let programs: string;
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

const standIn = (name: string, script: string): Promise<void> =>
  writeFile(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

/** A Python whose pip "downloads" this file: the argument after --dest is the folder to put it in. */
async function pipThatDownloads(wheel: Buffer): Promise<void> {
  await writeFile(join(programs, "wheel"), wheel);
  await standIn(
    "python3",
    `[ "$3" = --version ] && exit 0
while [ "$1" != --dest ]; do shift; done
cp "${join(programs, "wheel")}" "$2/tensorflow-0-py3-none-any.whl"`,
  );
}

const npmThatInstalls = (): Promise<void> =>
  standIn(
    "npm",
    `mkdir -p node_modules/@tensorflow/tfjs-node && touch node_modules/@tensorflow/tfjs-node/package.json`,
  );

const files = libraryFiles() ?? [];
const goodWheel = storedZip({
  "tensorflow/__init__.py": "",
  ...Object.fromEntries(files.map((file) => [`tensorflow/${file}`, `content of ${file}`])),
});
const wheelOf = (content: Buffer): Parameters<typeof installFromWheel>[0] => ({
  project: "tensorflow-cpu",
  platforms: ["any"],
  sha256: createHash("sha256").update(content).digest("hex"),
});

async function refusalOf(installing: Promise<void>): Promise<ResonanceError> {
  const error: unknown = await installing.catch((thrown: unknown) => thrown);
  if (ResonanceError.isInstance(error)) return error;
  throw new Error(`refused with ${String(error)}`);
}

const quiet = (): void => undefined;

// The programs that stand in are shell scripts, and the libraries' names are Linux's or macOS's.
describe.skipIf(files.length === 0)("installing native TensorFlow", () => {
  it("takes the two libraries out of the wheel, adds the kernels, and is located afterwards", async () => {
    await pipThatDownloads(goodWheel);
    await npmThatInstalls();
    const stages: string[] = [];
    await installFromWheel(wheelOf(goodWheel), (line) => stages.push(line));

    const folder = nativeTensorFlowFolder();
    expect(locateNativeTensorFlow()?.kernels).toBe(folder);
    for (const file of files) expect(await readFile(join(folder, file), "utf8")).toBe(`content of ${file}`);
    expect(existsSync(join(folder, "node_modules/@tensorflow/tfjs-node/package.json"))).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(
      [...files, "complete", "node_modules", "package.json"].toSorted(),
    );
    expect(await readdir(cache)).toHaveLength(1);
    expect(stages).toHaveLength(3);
  });

  it("does nothing where it is installed", async () => {
    await pipThatDownloads(goodWheel);
    await npmThatInstalls();
    await installFromWheel(wheelOf(goodWheel), quiet);
    await standIn("python3", "exit 1");
    const stages: string[] = [];
    await installNativeTensorFlow((line) => stages.push(line));
    expect(stages).toEqual([]);
  });

  it("replaces what an installation that was killed left under the final name", async () => {
    await mkdir(nativeTensorFlowFolder(), { recursive: true });
    await writeFile(join(nativeTensorFlowFolder(), "leftover"), "");
    expect(locateNativeTensorFlow()).toBeNull();
    await pipThatDownloads(goodWheel);
    await npmThatInstalls();
    await installFromWheel(wheelOf(goodWheel), quiet);
    expect(locateNativeTensorFlow()).not.toBeNull();
    expect(await readdir(nativeTensorFlowFolder())).not.toContain("leftover");
  });

  describe("is refused, says why, and leaves nothing behind, when", () => {
    afterEach(async () => {
      expect(locateNativeTensorFlow()).toBeNull();
      expect(existsSync(cache) ? await readdir(cache) : []).toEqual([]);
    });

    it("there is no Python", async () => {
      vi.stubEnv("PATH", programs);
      const refusal = await refusalOf(installFromWheel(wheelOf(goodWheel), quiet));
      expect([refusal.kind, refusal.received]).toEqual(["unavailable", "none"]);
      expect(refusal.expected).toContain("Python 3 with pip");
    });

    it("Python has no pip", async () => {
      vi.stubEnv("PATH", programs);
      await standIn("python3", "echo No module named pip >&2; exit 1");
      const refusal = await refusalOf(installFromWheel(wheelOf(goodWheel), quiet));
      expect(refusal.expected).toContain("Python 3 with pip");
    });

    it("pip cannot download", async () => {
      await standIn("python3", `[ "$3" = --version ] && exit 0; echo first >&2; echo "no route to host" >&2; exit 1`);
      const refusal = await refusalOf(installFromWheel(wheelOf(goodWheel), quiet));
      expect([refusal.kind, refusal.received]).toEqual(["unavailable", "no route to host"]);
      expect(refusal.remedy).toContain("network");
    });

    it("the file is another than the one that was checked for this project", async () => {
      await pipThatDownloads(goodWheel);
      const refusal = await refusalOf(installFromWheel({ ...wheelOf(goodWheel), sha256: "0".repeat(64) }, quiet));
      expect(refusal.kind).toBe("invalid-file");
      expect(refusal.received).toBe(wheelOf(goodWheel).sha256);
    });

    it("the wheel lacks a library", async () => {
      const partial = storedZip({ [`tensorflow/${files[0]}`]: "one of two" });
      await pipThatDownloads(partial);
      const refusal = await refusalOf(installFromWheel(wheelOf(partial), quiet));
      expect(refusal.kind).toBe("invalid-file");
      expect(refusal.expected).toContain(`tensorflow/${files[1]}`);
    });

    it("npm cannot install the kernels", async () => {
      await pipThatDownloads(goodWheel);
      await standIn("npm", `echo "npm error network" >&2; exit 1`);
      const refusal = await refusalOf(installFromWheel(wheelOf(goodWheel), quiet));
      expect([refusal.kind, refusal.received]).toEqual(["unavailable", "npm error network"]);
    });

    it("no wheel is known for the platform", async () => {
      vi.stubGlobal("process", { ...process, env: process.env, platform: process.platform, arch: "s390x" });
      const refusal = await refusalOf(installNativeTensorFlow(quiet));
      vi.unstubAllGlobals();
      expect(refusal.kind).toBe("unavailable");
      expect(refusal.received).toMatch(/-s390x$/u);
    });
  });
});
