export { angularFrequencies } from "./angular-frequencies.js";
export { chooseWavelengths, type ChosenWavelengths } from "./choose-wavelengths.js";
export { createRotaryEmbedding } from "./create-rotary-embedding.js";
export { criticalPair, type CriticalPair, type Criticality } from "./critical-pair.js";
export { embeddedVectorDistance } from "./embedded-vector-distance.js";
export { featureGap, type GapReading } from "./feature-gap.js";
export { phaseError } from "./phase-error.js";
export { repetitionPeriod } from "./repetition-period.js";
export { RopeError, type RopeErrorDetails } from "./rope-error.js";
export type { PairLayout, RopeSpec, RotaryEmbedding } from "./rope-spec.js";
export { rotaryTable, type RotaryTable } from "./rotary-table.js";
export { rotate } from "./rotate.js";
export type { ScalingDefinition } from "./scaling-definition.js";
export { SCALINGS, SCALING_TYPES, type Scaling, type ScalingOf, type ScalingWithDefaults } from "./scalings.js";
export type { NumberField, SpecField } from "./spec-field.js";
export {
  WAVELENGTH_CHOICES,
  WAVELENGTH_TYPES,
  type WavelengthChoice,
  type WavelengthChoiceWithDefaults,
  type WavelengthType,
} from "./wavelength-choices.js";
export type { WavelengthDefinition } from "./wavelength-definition.js";
export { withRopeDefaults, type RopeSpecWithDefaults } from "./with-rope-defaults.js";
