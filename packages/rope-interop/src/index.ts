export {
  type SafetensorsData,
  type SafetensorsDtype,
  type SafetensorsTensor,
  safetensorsDtypes,
} from "./safetensors/safetensors-tensor.js";
export {
  type SafetensorsEntry,
  type SafetensorsHeader,
  readSafetensorsHeader,
} from "./safetensors/read-safetensors-header.js";
export { type SafetensorsFile, readSafetensors } from "./safetensors/read-safetensors.js";
export { writeSafetensors } from "./safetensors/write-safetensors.js";
export { type SafetensorsFilesOptions, type WritableDtype, safetensorsFiles } from "./safetensors/safetensors-files.js";
export { readSafetensorsTensors } from "./safetensors/read-safetensors-tensors.js";
export { fromHalfBits, toHalfBits } from "./tensors/half-floats.js";
export type { ModelTensor } from "./tensors/model-tensor.js";
export type { NewTensor } from "./tensors/new-tensor.js";
export type { StreamedFile } from "./tensors/streamed-file.js";
export type { ByteSource } from "./byte-source.js";
export { blobSource } from "./blob-source.js";
export { type UrlSourceOptions, urlSource } from "./url-source.js";
export type { ModelDescription } from "./model-description.js";
export type { Finding } from "./findings/finding.js";
export { type PositionRange, positionRanges } from "./position-ranges.js";
export type { InspectOptions, Inspection } from "./inspection.js";
export { inspectConfig } from "./inspect-config.js";
export { inspectGguf } from "./inspect-gguf.js";
export { type HuggingFaceConfig, type ReadConfigOptions, readConfig } from "./hugging-face/read-config.js";
export { type WriteConfigOptions, writeConfig } from "./hugging-face/write-config.js";
export { type DescribeGgufOptions, describeGguf } from "./gguf/describe-gguf.js";
export { type GgufModel, type GgufPart, readGgufModel } from "./gguf/read-gguf-model.js";
export {
  type GgufArray,
  type GgufEntry,
  type GgufHeader,
  type GgufScalar,
  type GgufScalarType,
  type GgufSplit,
  type GgufTensor,
} from "./gguf/gguf-header.js";
export { type GgufMetadata, metadataOf } from "./gguf/metadata-of.js";
export { readGgufVocabulary } from "./gguf/read-gguf-vocabulary.js";
export { ggufTensors } from "./gguf/gguf-tensors.js";
export { type WritableGgmlType, ggufFile } from "./gguf/gguf-file.js";
export { type GgufMetadataValue, type GgufValue, copyGgufMetadata } from "./gguf/gguf-metadata.js";
export { readGgufHeader } from "./gguf/read-gguf-header.js";
export { type AppliedEncoding, type NewEncoding, applyEncoding } from "./new-encoding.js";
export type { GgufEdits } from "./gguf/gguf-edits.js";
export { editedMetadata } from "./gguf/edited-metadata.js";
export { positionEncodingEdits } from "./gguf/position-encoding-edits.js";
export { type GgufPiece, type GgufRewrite, planGgufRewrite } from "./gguf/plan-gguf-rewrite.js";
export { rewrittenBlob } from "./gguf/rewritten-blob.js";
export type { EncodedModel } from "./encoded-model.js";
export type { ExportedModel } from "./exported-model.js";
export { readConfigText } from "./read-config-text.js";
export { type ExportConfigOptions, type ExportedConfig, exportConfig } from "./hugging-face/export-config.js";
export { type ExportedGguf, type ExportedGgufPart, type NamedBlob, exportGgufBlobs } from "./gguf/export-gguf-blobs.js";
export type { EngineStatement } from "./engines/engine-statement.js";
export type { WrittenModel, WrittenRope } from "./engines/written-model.js";
export { stateEngines } from "./engines/state-engines.js";
