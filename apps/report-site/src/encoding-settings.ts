import { type TrainingPlan, encodingName } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type Settings, settingsOf } from "./differing-settings.js";

/** Every setting of an encoding, to tell two of one name apart; those of its training where that had others. */
export function encodingSettings({ rope, trainingRope }: Pick<TrainingPlan, "rope" | "trainingRope">): Settings {
  const tested = settingsOf(scalingFirst(rope));
  const trained = [...settingsOf(scalingFirst(trainingRope))].filter(([name, value]) => tested.get(name) !== value);
  return new Map([...tested, ...trained.map(([name, value]) => [`in training ${name}`, value] as const)]);
}

function scalingFirst({ scaling, wavelengths, base, ...others }: RopeSpec): object {
  const { type: _, ...settings } = scaling;
  const numbers = typeof wavelengths === "string" ? {} : { wavelengths };
  return { encoding: encodingName({ scaling, wavelengths }), ...settings, ...numbers, rotaryBase: base, ...others };
}
