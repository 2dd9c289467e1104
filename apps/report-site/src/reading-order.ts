/** The order in which experiments and encodings are read: the paper's first. */
import { type TrainingPlan, presetNames, protocolNames, taskNames } from "@resonance-rope/contracts";
import { type RopeSpec, SCALING_TYPES, type Scaling, WAVELENGTH_TYPES } from "@resonance-rope/rope-core";

const scalingOrder = [...new Set<Scaling["type"]>(["none", "yarn", ...SCALING_TYPES])];

/** By scaling, then wavelengths as scaled before rounded ones, then by the settings. */
export function compareEncodings(a: RopeSpec, b: RopeSpec): number {
  return (
    scalingOrder.indexOf(a.scaling.type) - scalingOrder.indexOf(b.scaling.type) ||
    wavelengthRank(a) - wavelengthRank(b) ||
    (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  );
}

/** By task, then the paper's own protocol first, then the largest setting first. */
export function compareExperiments(a: TrainingPlan, b: TrainingPlan): number {
  return (
    taskNames.indexOf(a.task) - taskNames.indexOf(b.task) ||
    protocolNames.indexOf(a.protocol) - protocolNames.indexOf(b.protocol) ||
    presetNames.indexOf(b.preset) - presetNames.indexOf(a.preset) ||
    b.steps - a.steps
  );
}

function wavelengthRank({ wavelengths }: RopeSpec): number {
  return WAVELENGTH_TYPES.indexOf(typeof wavelengths === "string" ? wavelengths : wavelengths.type);
}
