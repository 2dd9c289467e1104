/** The nearest number from 0 to 1: a straight line becomes a ramp. */
export const clampToUnit = (value: number): number => Math.min(1, Math.max(0, value));
