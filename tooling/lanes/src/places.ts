/** What `prepare.ts` of a lane hands to its tests. */
import type { SmolLm2Files } from "./models.js";
import type { Texts } from "./texts.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The interpreter with transformers. */
    readonly python: string;
    readonly smolLm2: SmolLm2Files;
    readonly texts: Texts;
    /** The folder of tiny_models.py. */
    readonly tinyModels: string;
    /** For PYTHONPATH: what serves models. */
    readonly servingPackages: string;
    /** The interpreter with vLLM. */
    readonly vllmPython: string;
    /** The interpreter with TensorBoard and MLflow. */
    readonly trackerPython: string;
    /** The interpreter with Ray. */
    readonly rayPython: string;
  }
}
