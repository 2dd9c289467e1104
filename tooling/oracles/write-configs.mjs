/**
 * Writes to standard output a config of each model type with each of six encodings under both keys, beside what it
 * is to compute. `check_written_configs.py` has transformers compute it. After `npm run build`, from the root:
 *
 *     node tooling/oracles/write-configs.mjs
 */
import { createRotaryEmbedding, withRopeDefaults } from "@resonance-rope/rope-core";
import { modelTypes } from "../../packages/rope-interop/dist/hugging-face/model-types.js";
import { describeConfig } from "../../packages/rope-interop/dist/hugging-face/read-config.js";
import { writeConfig } from "../../packages/rope-interop/dist/hugging-face/write-config.js";

const encodings = {
  resonance: [undefined, "nearest-integer"],
  linear: [{ type: "linear", factor: 2 }, "as-scaled"],
  "ntk-aware": [{ type: "ntk-aware", factor: 4 }, "as-scaled"],
  llama3: [{ type: "llama3", factor: 4 }, "as-scaled"],
  yarn: [{ type: "yarn", factor: 4 }, "as-scaled"],
  "resonance-yarn": [{ type: "yarn", factor: 4 }, "nearest-integer"],
};
const contextLength = 16_384;
const written = [];
const refused = [];
for (const type of Object.keys(modelTypes)) {
  for (const [encoding, [scaling, wavelengths]] of Object.entries(encodings)) {
    for (const schema of ["rope-scaling", "rope-parameters"]) {
      const name = `${type}, ${encoding}, ${schema}`;
      try {
        const config = { model_type: type, max_position_embeddings: 4096, num_hidden_layers: 12 };
        const own = describeConfig(config).spec;
        const spec = withRopeDefaults({ ...own, scaling: scaling ?? own.scaling, wavelengths });
        const { angularFrequencies, attentionFactor } = createRotaryEmbedding(spec);
        const layers = Object.keys(describeConfig(config).otherLayers);
        const newConfig = writeConfig(config, spec, { contextLength, schema });
        written.push({ name, config: newConfig, layers, angularFrequencies: [...angularFrequencies], attentionFactor });
      } catch (error) {
        refused.push({ name, reason: error.message });
      }
    }
  }
}
process.stdout.write(JSON.stringify({ written, refused }));
