import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { installNativeTensorFlow, locateNativeTensorFlow } from "../src/index.js";
import { nativeTensorFlowFolder } from "../src/native-tensorflow/locate.js";
import { libraryFiles, wheels } from "../src/native-tensorflow/wheels.js";
import {
  cache,
  files,
  goodWheel,
  installGood,
  noCard,
  npmThatInstalls,
  pipThatDownloads,
  refusalOf,
  standIn,
} from "./stand-in-installers.js";

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
});
