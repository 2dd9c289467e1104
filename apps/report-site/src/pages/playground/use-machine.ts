/** The page's machine: started when it is first asked for, started anew on another backend. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Machine, MachineBackend } from "../../playground/machine.js";

export type StartMachine = (plans: readonly TrainingPlan[], backend: MachineBackend | null) => Promise<Machine>;

export interface PageMachine {
  /** Null before it is ready. */
  readonly engine: string | null;
  ready(): Promise<Machine>;
}

/** @param start null where there is no browser, and so nothing to start. */
export function useMachine(
  start: StartMachine | null,
  plans: readonly TrainingPlan[],
  backend: MachineBackend | null,
): PageMachine {
  const started = useRef<Promise<Machine> | null>(null);
  const [engine, setEngine] = useState<string | null>(null);

  useEffect(
    () => () => {
      started.current?.then((machine) => machine.dispose()).catch(() => undefined);
      started.current = null;
      setEngine(null);
    },
    [backend],
  );

  const ready = async (): Promise<Machine> => {
    if (start === null) throw new TypeError("useMachine: expected a browser, got none");
    started.current ??= start(plans, backend);
    try {
      const machine = await started.current;
      setEngine(machine.engine);
      return machine;
    } catch (error) {
      // Another try may find what this one lacked.
      started.current = null;
      throw error;
    }
  };
  return { engine, ready };
}
