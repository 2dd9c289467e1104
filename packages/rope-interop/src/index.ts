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
