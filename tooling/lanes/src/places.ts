/** What `prepare.ts` of a lane hands to its tests. */
import type { ModelFiles } from "./models.js";
import type { NpmPackages } from "./npm-packages.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The interpreter with transformers. */
    readonly python: string;
    readonly smolLm2: ModelFiles;
    readonly npm: NpmPackages;
    /** The folder of tiny_models.py. */
    readonly tinyModels: string;
    /** The interpreter with vLLM. */
    readonly vllmPython: string;
  }
}
