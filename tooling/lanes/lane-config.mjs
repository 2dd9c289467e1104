/** The vitest configuration of a lane: its files one after the other, by name, with the patience that engines need. */
import sharedConfig from "@resonance-rope/vitest-config";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";

class ByName extends BaseSequencer {
  sort(files) {
    return Promise.resolve(files.toSorted((one, other) => one.moduleId.localeCompare(other.moduleId)));
  }
}

const minutes = 60_000;

/** `folder` holds the lane's tests, and prepare.ts, which installs what they need. */
export function laneConfig(folder) {
  return defineConfig({
    ...sharedConfig,
    test: {
      include: [`${folder}/*.test.ts`],
      globalSetup: `${folder}/prepare.ts`,
      fileParallelism: false,
      sequence: { sequencer: ByName },
      testTimeout: 10 * minutes,
      hookTimeout: 10 * minutes,
      reporters: ["verbose"],
      // The figures are shown as they come.
      disableConsoleIntercept: true,
    },
  });
}
