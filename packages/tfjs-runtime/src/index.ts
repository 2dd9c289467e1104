export { type CompileOptions, type CompiledFunction, type TensorFunction, compile } from "./compile.js";
export { counterUniform } from "./kernels/counter-uniform.js";
export { type BackendReport, type DoctorReport, examineBackends } from "./doctor.js";
export { type GraphicsCard } from "./native-tensorflow/find-graphics-card.js";
export { type InstallOptions, installNativeTensorFlow } from "./native-tensorflow/install.js";
export { type NativeTensorFlow, locateNativeTensorFlow } from "./native-tensorflow/locate.js";
export { type PassedOver, type SelectBackendOptions, type SelectedBackend, selectBackend } from "./select-backend.js";
export { type Device } from "./native-tensorflow/wheels.js";
