/** A config with another position encoding as text, in any JavaScript: byte for byte what `exportHuggingFace` writes. */
import type { EncodedModel } from "../encoded-model.js";
import type { NewEncoding } from "../new-encoding.js";
import { configText } from "./config-text.js";
import { describeEncodedConfig } from "./describe-encoded-config.js";
import { encodeConfig } from "./encode-config.js";
import type { WriteConfigOptions } from "./write-config.js";

export interface ExportedConfig extends EncodedModel {
  /** The new config.json. */
  readonly text: string;
}

export type ExportConfigOptions = Omit<WriteConfigOptions, "contextLength"> & {
  /** The folder that it will stand in, as launch lines are to name it. */
  readonly path: string;
};

/** @param text of the config as it is. */
export function exportConfig(
  text: string,
  encoding: NewEncoding,
  { path, ...options }: ExportConfigOptions,
): ExportedConfig {
  const { config, findings, requireWritten } = encodeConfig(text, encoding, options);
  const written = configText(text, config);
  requireWritten(written);
  return { text: written, ...describeEncodedConfig(written, path, findings) };
}
