/** Every `period`-th token: those with (l - j - k) mod period = residue. */
export interface PositionClass {
  readonly period: number;
  readonly residue: number;
}

/** A way to tell a token of some positions from a few tokens at fixed distances before it. */
export interface Shortcut extends PositionClass {
  /** Distances back, ascending: lag 1 is the token before. None: the token is always the same. */
  readonly lags: readonly number[];
  /**
   * One a lag, modulo M: x_l = constant + the sum of coefficient times x_(l-lag). Empty where the token
   * is a function of those tokens that is not linear.
   */
  readonly coefficients: readonly number[];
  /** Null where the function is not linear. */
  readonly constant: number | null;
}
