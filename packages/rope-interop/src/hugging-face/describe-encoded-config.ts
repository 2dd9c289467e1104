/** A config that was written, described from its own text. */
import type { EncodedModel } from "../encoded-model.js";
import { stateEngines } from "../engines/state-engines.js";
import { writtenConfig } from "../engines/written-config.js";
import type { Finding } from "../findings/finding.js";
import { inspectConfig } from "../inspect-config.js";
import { readConfig } from "./read-config.js";

/** @param path of its folder, as launch lines name it. @param replaced findings of what it replaced. */
export function describeEncodedConfig(text: string, path: string, replaced: readonly Finding[]): EncodedModel {
  const { description, findings } = inspectConfig(text);
  return {
    spec: description.spec,
    contextLength: description.contextLength,
    findings: [...replaced, ...findings],
    engines: stateEngines(writtenConfig(readConfig(text).config, description, path)),
  };
}
