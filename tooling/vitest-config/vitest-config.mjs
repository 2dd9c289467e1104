/**
 * The one vitest configuration, which every package's vitest.config.mjs re-exports.
 * Sibling packages are read from their sources (no build needed), and tests run in a random order
 * whose seed vitest prints.
 */
import { defineConfig } from "vitest/config";

const conditions = ["@resonance-rope/source", "module", "node", "import", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["test/**/*.test.ts"],
    sequence: { shuffle: true },
    testTimeout: 30_000,
    // Only these are named beside those that fail, so that a failure is not lost among hundreds of names.
    slowTestThreshold: 5000,
  },
});
