/** Which packages a package may bring only if that is its job. */

const tensors = ["packages/tfjs-runtime", "packages/model-tiny", "apps/trainer"];
const rules = [
  { pattern: /^@tensorflow\/tfjs-node/u, what: "native TensorFlow, which is installed on request", allowed: [] },
  { pattern: /^(?:playwright|puppeteer|@sparticuz\/|chrom)/u, what: "a browser", allowed: [] },
  { pattern: /llama-cpp|onnxruntime|^@huggingface\/transformers$/u, what: "an engine of language models", allowed: [] },
  { pattern: /^@tensorflow\//u, what: "tensors", allowed: tensors },
  { pattern: /^(?:koffi|@koromix\/)/u, what: "calls into native libraries", allowed: tensors },
];

/** In words. */
export function overheavy(place, tree) {
  return [...tree.values()].flatMap(({ name }) =>
    rules
      .filter(({ pattern, allowed }) => pattern.test(name) && !allowed.includes(place))
      .map(({ what }) => `${name}: ${what}`),
  );
}
