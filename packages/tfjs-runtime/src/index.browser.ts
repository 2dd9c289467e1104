export { type CompileOptions, type CompiledFunction, type TensorFunction, compile } from "./compile.js";
export { counterUniform } from "./kernels/counter-uniform.js";
export { selectBackend } from "./select-backend.browser.js";
export { type SelectBackendOptions, type SelectedBackend } from "./start-fastest.js";
