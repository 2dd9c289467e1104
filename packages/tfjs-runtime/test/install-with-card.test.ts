import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Device, installNativeTensorFlow, locateNativeTensorFlow } from "../src/index.js";
import { findGraphicsCard } from "../src/native-tensorflow/find-graphics-card.js";
import { installWheels } from "../src/native-tensorflow/install.js";
import { nativeTensorFlowFolder } from "../src/native-tensorflow/locate.js";
import {
  cache,
  cardThatAnswers,
  contentOf,
  files,
  goodWheel,
  installGood,
  noCard,
  npmThatInstalls,
  pipThatDownloads,
  quiet,
  refusalOf,
  wheelOf,
} from "./stand-in-installers.js";
import { storedZip } from "./stored-zip.js";

describe.skipIf(files.length === 0)("installing native TensorFlow with a card", () => {
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
