"""PosGen the way the released code makes it, for a benchmark: Python lists, and a dictionary from window to token.

Usage: python3 posgen_released_way.py COUNT LENGTH
Prints {"tokensPerSecond": ...}, the median of five runs over COUNT recursive sequences of LENGTH tokens
(j = 1, k = 3, sum modulo 17). Making the dictionary is not counted.
"""

import itertools
import json
import statistics
import sys
import time

MODULUS = 17
WINDOW = 4


def main() -> None:
    count, length = int(sys.argv[1]), int(sys.argv[2])
    rule = {window: sum(window) % MODULUS for window in itertools.product(range(MODULUS), repeat=WINDOW)}
    combinations = itertools.cycle(itertools.combinations(range(MODULUS), WINDOW))
    seeds = list(itertools.islice(combinations, count))

    def generate() -> list[list[int]]:
        sequences = []
        for seed in seeds:
            sequence = list(seed)
            while len(sequence) < length:
                sequence.append(rule[tuple(sequence[-WINDOW:])])
            sequences.append(sequence)
        return sequences

    rates = []
    for _ in range(5):
        start = time.perf_counter()
        generate()
        rates.append(count * length / (time.perf_counter() - start))
    print(json.dumps({"tokensPerSecond": statistics.median(rates)}))


if __name__ == "__main__":
    main()
