export { type CompileOptions, type CompiledFunction, type TensorFunction, compile } from "./compile.js";
export { type CompiledWithGradient, compileWithGradient } from "./compile-with-gradient.js";
export * from "./kernels/index.js";
export { type Precision, requirePrecision } from "./precision.js";
export { selectBackend } from "./select-backend.browser.js";
export { type PassedOver, type SelectBackendOptions, type SelectedBackend } from "./start-fastest.js";
