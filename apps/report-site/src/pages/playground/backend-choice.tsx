/** Where the page computes. */
import type { VNode } from "preact";
import { type MachineBackend, machineBackends } from "../../playground/machine.js";
import { Choice } from "../choice.js";

const names: Readonly<Record<MachineBackend, string>> = { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "JavaScript" };

export function BackendChoice({
  backend,
  onChange,
}: {
  backend: MachineBackend | null;
  onChange: (backend: MachineBackend | null) => void;
}): VNode {
  return (
    <Choice
      id="backend"
      label="Computed by"
      value={backend}
      choices={[null, ...machineBackends]}
      text={(choice) => (choice === null ? "the fastest" : names[choice])}
      onChange={onChange}
    />
  );
}
