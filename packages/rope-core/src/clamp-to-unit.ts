/** The nearest number from 0 to 1, so that a straight line becomes a ramp; 0 / 0, in the middle of a step, is 0. */
export const clampToUnit = (value: number): number => Math.min(1, Math.max(0, value || 0));
