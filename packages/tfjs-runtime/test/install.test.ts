import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Device, installNativeTensorFlow, locateNativeTensorFlow } from "../src/index.js";
import { findGraphicsCard } from "../src/native-tensorflow/find-graphics-card.js";
import { installWheels } from "../src/native-tensorflow/install.js";
import { nativeTensorFlowFolder } from "../src/native-tensorflow/locate.js";
import { type Wheel, libraryFiles, wheels } from "../src/native-tensorflow/wheels.js";
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

/**
 * A Python whose pip "downloads" these: the argument after --dest is the folder to put a wheel in, the last
 * one, project==version, says which.
 */
async function pipThatDownloads(contents: Readonly<Record<string, Buffer>>): Promise<void> {
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

const npmThatInstalls = (): Promise<void> =>
  standIn(
    "npm",
    `mkdir -p node_modules/@tensorflow/tfjs-node && touch node_modules/@tensorflow/tfjs-node/package.json`,
  );

/** What a driver's nvidia-smi would answer. */
const cardThatAnswers = (answer: string): Promise<void> => standIn("nvidia-smi", `echo "${answer}"`);
const noCard = (): Promise<void> => standIn("nvidia-smi", "echo no devices were found; exit 6");

const files = libraryFiles() ?? [];
const contentOf = (paths: readonly string[]): Record<string, string> =>
  Object.fromEntries(paths.map((path) => [path, `content of ${path}`]));
const goodWheel = storedZip({ "tensorflow/__init__.py": "", ...contentOf(files) });
const wheelOf = (content: Buffer, project = "tensorflow-cpu", paths: readonly string[] = files): Wheel => ({
  project,
  version: "0",
  platforms: ["any"],
  sha256: createHash("sha256").update(content).digest("hex"),
  megabytes: 1,
  files: paths,
});
const installGood = (device: Device = "cpu", progress: (line: string) => void = quiet): Promise<void> =>
  installWheels(device, [wheelOf(goodWheel)], progress);

async function refusalOf(installing: Promise<void>): Promise<ResonanceError> {
  const error: unknown = await installing.catch((thrown: unknown) => thrown);
  if (ResonanceError.isInstance(error)) return error;
  throw new Error(`refused with ${String(error)}`);
}

const quiet = (): void => undefined;

// The programs that stand in are shell scripts, and the libraries' names are Linux's or macOS's.
describe.skipIf(files.length === 0)("installing native TensorFlow", () => {
  it("takes the two libraries out of the wheel, adds the kernels, and is located afterwards", async () => {
    await pipThatDownloads({ "tensorflow-cpu": goodWheel });
    await npmThatInstalls();
    const stages: string[] = [];
    await installGood("cpu", (line) => stages.push(line));

    const folder = nativeTensorFlowFolder("cpu");
    expect(locateNativeTensorFlow()?.kernels).toBe(folder);
    for (const file of files) expect(await readFile(join(folder, file), "utf8")).toBe(`content of ${file}`);
    expect(existsSync(join(folder, "node_modules/@tensorflow/tfjs-node/package.json"))).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(
      ["complete", "node_modules", "package.json", "tensorflow"].toSorted(),
    );
    expect(await readdir(cache)).toHaveLength(1);
    expect(stages).toHaveLength(2);
  });

  it("does nothing where it is installed", async () => {
    await noCard();
    await pipThatDownloads({ "tensorflow-cpu": goodWheel });
    await npmThatInstalls();
    await installGood();
    await standIn("python3", "exit 1");
    const stages: string[] = [];
    await installNativeTensorFlow((line) => stages.push(line));
    expect(stages).toEqual([]);
  });

  it("replaces what an installation that was killed left under the final name", async () => {
    await mkdir(nativeTensorFlowFolder("cpu"), { recursive: true });
    await writeFile(join(nativeTensorFlowFolder("cpu"), "leftover"), "");
    expect(locateNativeTensorFlow()).toBeNull();
    await pipThatDownloads({ "tensorflow-cpu": goodWheel });
    await npmThatInstalls();
    await installGood();
    expect(locateNativeTensorFlow()).not.toBeNull();
    expect(await readdir(nativeTensorFlowFolder("cpu"))).not.toContain("leftover");
  });

  it("a library cut short is an error that names it, and installing again repairs it", async () => {
    await pipThatDownloads({ "tensorflow-cpu": goodWheel });
    await npmThatInstalls();
    await installGood();
    const library = join(nativeTensorFlowFolder("cpu"), files[1] as string);
    const whole = await readFile(library);
    await truncate(library, 5);
    expect(locateNativeTensorFlow).toThrow(`${library} of ${whole.length} bytes`);
    expect(locateNativeTensorFlow).toThrow("got 5 bytes; run `resonance doctor --install`");
    await installGood();
    expect(locateNativeTensorFlow()?.main).toBe(library);
    expect(await readFile(library)).toEqual(whole);

    await rm(library);
    expect(locateNativeTensorFlow).toThrow("no such file");
    // Asked for by name: it says what is damaged, and goes on to the download, which is refused here.
    await noCard();
    const stages: string[] = [];
    await refusalOf(installNativeTensorFlow((line) => stages.push(line)));
    expect(stages[0]).toContain(library);
  });

  it("an empty RESONANCE_CACHE is as none", () => {
    vi.stubEnv("RESONANCE_CACHE", "");
    const folder = nativeTensorFlowFolder("cpu");
    vi.stubEnv("RESONANCE_CACHE", undefined);
    expect(folder).toBe(nativeTensorFlowFolder("cpu"));
  });

  it("every wheel has a whole hash and names the libraries, the first those of TensorFlow", () => {
    for (const [platform, devices] of Object.entries(wheels)) {
      for (const chosen of Object.values(devices)) {
        expect(chosen[0]?.files).toEqual(libraryFiles(platform.split("-")[0]));
        for (const wheel of chosen) expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/u);
        expect(new Set(chosen.map(({ sha256 }) => sha256)).size).toBe(chosen.length);
      }
    }
  });

  describe("with a card", () => {
    const cublas = storedZip(contentOf(["nvidia/cublas/lib/libcublas.so.12", "nvidia/cublas/include/cublas.h"]));
    const forCard = [
      wheelOf(goodWheel, "tensorflow"),
      wheelOf(cublas, "nvidia-cublas-cu12", ["nvidia/cublas/lib/libcublas.so.12"]),
    ];
    beforeEach(async () => {
      await pipThatDownloads({ "tensorflow-cpu": goodWheel, tensorflow: goodWheel, "nvidia-cublas-cu12": cublas });
      await npmThatInstalls();
    });

    it("several wheels go into one folder, NVIDIA's libraries where TensorFlow looks for them", async () => {
      const stages: string[] = [];
      await installWheels("cuda", forCard, (line) => stages.push(line));
      const folder = nativeTensorFlowFolder("cuda");
      expect(await readdir(join(folder, "nvidia/cublas"))).toEqual(["lib"]);
      expect(existsSync(join(folder, "tensorflow/../nvidia/cublas/lib/libcublas.so.12"))).toBe(true);
      expect((await readdir(folder)).filter((name) => name.endsWith(".whl"))).toEqual([]);
      expect(stages.map((stage) => stage.split(" ")[1])).toEqual(["tensorflow", "nvidia-cublas-cu12", "the"]);
      expect(locateNativeTensorFlow()?.device).toBe("cuda");
    });

    it("where both are installed, the card decides which is taken; a lone one is taken in any case", async () => {
      await cardThatAnswers("NVIDIA H200, 570.86.15, 143771");
      await installGood("cpu");
      expect(locateNativeTensorFlow()?.device).toBe("cpu");
      await installWheels("cuda", forCard, quiet);
      expect(locateNativeTensorFlow()?.device).toBe("cuda");
      await noCard();
      expect(locateNativeTensorFlow()?.device).toBe("cpu");
    });

    it("it is described by the driver's first line; memory that is not known is null", async () => {
      await cardThatAnswers("NVIDIA H200, 570.86.15, 143771\nNVIDIA T4, 570.86.15, 15360");
      expect(findGraphicsCard()).toEqual({ name: "NVIDIA H200", driver: "570.86.15", memoryMebibytes: 143771 });
      await cardThatAnswers("NVIDIA GB10, 580.95.05, [N/A]");
      expect(findGraphicsCard()?.memoryMebibytes).toBeNull();
      await noCard();
      expect(findGraphicsCard()).toBeNull();
      vi.stubEnv("PATH", cache);
      expect(findGraphicsCard()).toBeNull();
    });

    it.skipIf(`${process.platform}-${process.arch}` !== "linux-x64")(
      "CUDA is installed unasked, without a card the processor's, and either by name",
      async () => {
        const firstStage = async (device?: Device): Promise<string> => {
          const stages: string[] = [];
          const options = device === undefined ? {} : { device };
          await refusalOf(installNativeTensorFlow((line) => stages.push(line), options));
          return (stages[0] as string).split(" ")[1] as string;
        };
        await cardThatAnswers("NVIDIA H200, 570.86.15, 143771");
        expect(await firstStage()).toBe("tensorflow");
        expect(await firstStage("cpu")).toBe("tensorflow-cpu");
        await noCard();
        expect(await firstStage()).toBe("tensorflow-cpu");
        expect(await firstStage("cuda")).toBe("tensorflow");
      },
    );
  });

  describe("is refused, says why, and leaves nothing behind, when", () => {
    afterEach(async () => {
      expect(locateNativeTensorFlow()).toBeNull();
      expect(existsSync(cache) ? await readdir(cache) : []).toEqual([]);
    });

    it("there is no Python", async () => {
      vi.stubEnv("PATH", programs);
      const refusal = await refusalOf(installGood());
      expect([refusal.kind, refusal.received]).toEqual(["unavailable", "none"]);
      expect(refusal.expected).toContain("Python 3 with pip");
    });

    it("Python has no pip", async () => {
      vi.stubEnv("PATH", programs);
      await standIn("python3", "echo No module named pip >&2; exit 1");
      const refusal = await refusalOf(installGood());
      expect(refusal.expected).toContain("Python 3 with pip");
    });

    it("pip cannot download", async () => {
      await standIn("python3", `[ "$3" = --version ] && exit 0; echo first >&2; echo "no route to host" >&2; exit 1`);
      const refusal = await refusalOf(installGood());
      expect([refusal.kind, refusal.received]).toEqual(["unavailable", "no route to host"]);
      expect(refusal.remedy).toContain("network");
    });

    it("the file is another than the one that was checked for this project", async () => {
      await pipThatDownloads({ "tensorflow-cpu": goodWheel });
      const refusal = await refusalOf(installWheels("cpu", [{ ...wheelOf(goodWheel), sha256: "0".repeat(64) }], quiet));
      expect(refusal.kind).toBe("invalid-file");
      expect(refusal.received).toBe(wheelOf(goodWheel).sha256);
    });

    it("the wheel lacks a library", async () => {
      const partial = storedZip({ [files[0] as string]: "one of two" });
      await pipThatDownloads({ "tensorflow-cpu": partial });
      const refusal = await refusalOf(installWheels("cpu", [wheelOf(partial)], quiet));
      expect(refusal.kind).toBe("invalid-file");
      expect(refusal.expected).toContain(files[1]);
    });

    it("npm cannot install the kernels", async () => {
      await pipThatDownloads({ "tensorflow-cpu": goodWheel });
      await standIn("npm", `echo "npm error network" >&2; exit 1`);
      const refusal = await refusalOf(installGood());
      expect([refusal.kind, refusal.received]).toEqual(["unavailable", "npm error network"]);
    });

    it("CUDA is asked for where it has no wheels", async () => {
      vi.stubGlobal("process", { ...process, env: process.env, platform: "darwin", arch: "arm64" });
      const refusal = await refusalOf(installNativeTensorFlow(quiet, { device: "cuda" }));
      vi.unstubAllGlobals();
      expect([refusal.kind, refusal.received]).toEqual(["unavailable", "darwin-arm64"]);
      expect(refusal.expected).toContain("for cuda (linux-x64)");
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
