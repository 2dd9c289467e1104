import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { installNativeTensorFlow, locateNativeTensorFlow } from "../src/index.js";
import { installWheels } from "../src/native-tensorflow/install.js";
import {
  cache,
  files,
  goodWheel,
  installGood,
  pipThatDownloads,
  programs,
  quiet,
  refusalOf,
  standIn,
  wheelOf,
} from "./stand-in-installers.js";
import { storedZip } from "./stored-zip.js";

describe.skipIf(files.length === 0)(
  "installing native TensorFlow is refused, says why, and leaves nothing behind, when",
  () => {
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
  },
);
