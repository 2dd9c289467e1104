export { type CompileOptions, type CompiledFunction, type TensorFunction, compile } from "./compile.js";
export { counterUniform } from "./kernels/counter-uniform.js";
export { type BackendReport, type DoctorReport, examineBackends } from "./doctor.js";
export { installNativeTensorFlow } from "./native-tensorflow/install.js";
export { locateNativeTensorFlow } from "./native-tensorflow/locate.js";
export { selectBackend } from "./select-backend.js";
export { type SelectBackendOptions, type SelectedBackend } from "./start-fastest.js";
