export { default } from "@resonance-rope/vitest-config";
