/** The architecture: which package may import which. A new arrow is a decision, taken here; ARCHITECTURE.md draws it. */
const everyPackage = [
  "contracts",
  "llm-eval",
  "model-tiny",
  "posgen",
  "rope-core",
  "rope-interop",
  "run-store",
  "tfjs-runtime",
];

/** Package to the packages of this workspace that its sources may import. Nothing may import an app. */
export const arrows = {
  "packages/rope-core": [],
  "packages/contracts": ["rope-core"],
  "packages/posgen": ["contracts"],
  "packages/run-store": ["contracts"],
  "packages/llm-eval": ["contracts"],
  "packages/rope-interop": ["rope-core", "contracts"],
  "packages/tfjs-runtime": ["contracts"],
  "packages/model-tiny": ["contracts", "rope-core", "rope-interop", "tfjs-runtime"],
  "apps/trainer": everyPackage,
  "apps/report-site": everyPackage,
};

/** Packages that run in any JavaScript: `node:` imports stay in their `src/node`, with an entry of its own. */
export const anyJavaScript = ["rope-core", "contracts", "posgen", "rope-interop", "llm-eval"].map(
  (name) => `packages/${name}`,
);

/** Packages from outside that only some may know. */
export const guarded = [
  { pattern: /^@tensorflow\//u, allowed: ["packages/tfjs-runtime", "packages/model-tiny"] },
  { pattern: /^node-llama-cpp$/u, allowed: ["packages/llm-eval"] },
];
