"""Rotary frequencies straight from the papers' formulas, in float64, sharing no code with the packages.

Usage: python scaled_frequencies.py HEAD_DIMENSION BASE TRAINED_LENGTH FACTOR > FREQUENCIES.json
Prints, for none, linear, ntk-aware and yarn, and for resonance, resonance-linear and so on, the angular
frequencies in radians a token and the factor on cosines and sines.
"""

import json
import math
import sys


def unscaled(dimension: int, base: float) -> list[float]:
    return [base ** (-2 * pair / dimension) for pair in range(dimension // 2)]


def ntk_aware(dimension: int, base: float, factor: float) -> list[float]:
    """The larger base that divides the slowest pair by the factor (bloc97)."""
    return unscaled(dimension, base * factor ** (dimension / (dimension - 2)))


def yarn(dimension: int, base: float, length: int, factor: float) -> list[float]:
    """Pairs of more than 32 turns within the length are kept, of less than one interpolated, a ramp between."""
    pair_of = lambda turns: dimension * math.log(length / (turns * 2 * math.pi)) / (2 * math.log(base))
    low, high = max(math.floor(pair_of(32)), 0), min(math.ceil(pair_of(1)), dimension - 1)
    ramp = [min(max((pair - low) / (high - low), 0), 1) for pair in range(dimension // 2)]
    return [theta * (1 - share) + theta / factor * share for theta, share in zip(unscaled(dimension, base), ramp)]


def resonance(frequencies: list[float]) -> list[float]:
    """Whole wavelengths (Algorithm 1 of Resonance RoPE); a half goes up, never below one token."""
    return [2 * math.pi / max(1, math.floor(2 * math.pi / theta + 0.5)) for theta in frequencies]


def main() -> None:
    dimension, base, length, factor = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    sharpened = 0.1 * math.log(factor) + 1
    scaled = {
        "none": (unscaled(dimension, base), 1.0),
        "linear": ([theta / factor for theta in unscaled(dimension, base)], 1.0),
        "ntk-aware": (ntk_aware(dimension, base, factor), 1.0),
        "yarn": (yarn(dimension, base, length, factor), sharpened),
    }
    settings = {}
    for name, (frequencies, attention) in scaled.items():
        settings[name] = {"angularFrequencies": frequencies, "attentionFactor": attention}
        whole = "resonance" if name == "none" else f"resonance-{name}"
        settings[whole] = {"angularFrequencies": resonance(frequencies), "attentionFactor": attention}
    json.dump(settings, sys.stdout)


if __name__ == "__main__":
    main()
