#!/bin/sh
# The fine-tunings and evaluations of README.md, some three hours on two cores; stopped, it goes on where it was.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
resonance="npx --no-install --prefix $here/../.. resonance"
model=SmolLM2-135M-Instruct.Q4_1.gguf
cd "$here/given"

finetune() { # folder of runs, flags of the encoding
  folder=$1
  shift
  $resonance finetune "$model" --data moby-dick addresses --validate on-the-way --validate-every 20 --length 4096 \
    --lora 8 --steps 60 --batch-size 1 --precision mixed-bfloat16 --seed 0 --threads 2 --out "$folder" "$@"
}
perplexity() { # flags of the encoding
  $resonance eval perplexity --model "$model" --engine model-tiny --text held-out --length 16384 --out ../runs "$@"
}

finetune ../runs/yarn --scaling yarn --factor 4
finetune ../runs/resonance-yarn --scaling yarn --factor 4 --resonance
perplexity --scaling ntk-aware --factor 4
perplexity --scaling yarn --factor 4
perplexity --scaling yarn --factor 4 --resonance
perplexity --adapter ../runs/yarn/finetune-*/adapter
perplexity --adapter ../runs/resonance-yarn/finetune-*/adapter
