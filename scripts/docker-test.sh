#!/usr/bin/env bash
# Builds the model image and runs it as SageMaker does: `docker run image train`, then `serve`, on a
# mounted /opt/ml. A slow suite of its own: it needs a running Docker Engine.
#
#   scripts/docker-test.sh
#
# BASE: the base image (python:3.12-slim). PIP_CA_FILE: a CA bundle for pip, where TLS is inspected.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
image=trainyard-docker-test:$$
work=$(mktemp -d)
container=
cleanup() {
  [[ -z $container ]] || docker rm -f "$container" >/dev/null 2>&1 || true
  docker image rm -f "$image" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

docker info >/dev/null 2>&1 || fail "no Docker Engine answers; start one (dockerd) and run this again"

context=$work/context
mkdir -p "$context"
cp -R "$root/container/"{Dockerfile,.dockerignore,requirements.txt,requirements-gam.txt,src,bin} "$context"
args=(--build-arg "BASE=${BASE:-python:3.12-slim}" --network host)
if [[ -n ${PIP_CA_FILE:-} ]]; then
  cp "$PIP_CA_FILE" "$context/pip-ca.crt"
  args+=(--build-arg PIP_CA=pip-ca.crt)
fi
docker build "${args[@]}" -t "$image" "$context" || fail "docker build"
echo "ok: built, $(docker image inspect "$image" --format '{{.Size}}') bytes"

ml=$work/ml
mkdir -p "$ml/input/config" "$ml/input/data/training"
cp "$root/public/samples/sales_train.csv" "$ml/input/data/training/"
echo '{"target":"Item_Outlet_Sales","n_estimators":"100"}' >"$ml/input/config/hyperparameters.json"

# Inputs are read-only, as in the mode FastFile.
run=(docker run --network none -v "$ml:/opt/ml" -v "$ml/input:/opt/ml/input:ro")
"${run[@]}" --rm "$image" train | tee "$work/train.log" || fail "train"
grep -qE '^rmse=[0-9.]+ mae=' "$work/train.log" || fail "train printed no final rmse"
for file in model/manifest.json model/schema.json output/data/evaluation.json output/data/schema.json; do
  [[ -s $ml/$file ]] || fail "train wrote no $file"
done
echo "ok: trained"

echo '{"target":"Nothing"}' >"$ml/input/config/hyperparameters.json"
if "${run[@]}" --rm "$image" train >/dev/null; then fail "a wrong target must fail"; fi
grep -q "no column 'Nothing'" "$ml/output/failure" || fail "the failure file does not name the cause"
echo "ok: a wrong target ends with $(head -c 60 "$ml/output/failure")…"

rm -r "$ml/model" "$ml/output"
echo '{"target":"Item_Outlet_Sales","n_estimators":"5000"}' >"$ml/input/config/hyperparameters.json"
container=$("${run[@]}" -d "$image" train)
# Ends at the first tree, or with the job.
grep -m1 -q '^trees=' < <(docker logs -f "$container" 2>&1) || fail "train grew no tree: $(docker logs "$container" 2>&1)"
docker stop -t 120 "$container" >/dev/null
code=$(docker inspect -f '{{.State.ExitCode}}' "$container")
[[ $code -eq 0 && -s $ml/model/manifest.json ]] || fail "a stopped job ended with $code: $(docker logs "$container" 2>&1 | tail -3)"
docker logs "$container" 2>&1 | grep -q '^Stopped with [0-9]* of 5000 trees' || fail "a stopped job does not say so"
docker rm "$container" >/dev/null
echo "ok: a job that is stopped saves the trees it has"

container=$(docker run -d -p 127.0.0.1::8080 -v "$ml/model:/opt/ml/model:ro" "$image" serve)
url=http://$(docker port "$container" 8080/tcp | head -1)
for _ in $(seq 240); do
  curl -fsS -m 2 "$url/ping" >/dev/null 2>&1 && break
  [[ $(docker inspect -f '{{.State.Running}}' "$container") == true ]] || fail "serve ended: $(docker logs "$container" 2>&1)"
  sleep 0.25
done
curl -fsS -m 2 "$url/ping" || fail "/ping does not answer"
curl -fsS -m 60 -H 'Content-Type: text/csv' --data-binary "@$root/public/samples/sales_to_score.csv" \
  "$url/invocations" >"$work/predictions.csv" || fail "/invocations"
rows=$(($(wc -l <"$root/public/samples/sales_to_score.csv") - 1))
[[ $(grep -cE '^[0-9]+(\.[0-9]+)?$' "$work/predictions.csv") -eq $rows ]] || fail "not $rows predictions"
echo "ok: served $rows predictions from a read-only model"

started=$(date +%s)
docker stop -t 30 "$container" >/dev/null
code=$(docker inspect -f '{{.State.ExitCode}}' "$container")
[[ $code -eq 0 ]] || fail "serve ended with $code on SIGTERM"
[[ $(($(date +%s) - started)) -lt 10 ]] || fail "serve took more than 10 s to stop"
echo "ok: serve ended with 0 on SIGTERM"

# The engine's own Docker runner and registry, with the same base image.
if ! "$root/node_modules/.bin/node" -e '' 2>/dev/null; then fail "npm ci has not been run"; fi
(cd "$root" && TRAINYARD_REQUIRE=docker PATH="$root/node_modules/.bin:$PATH" vitest run lib/engine/runners/docker lib/engine/services/sagemaker/dockered.test.ts lib/engine/services/sagemaker/training/docker-training.test.ts) ||
  fail "the engine's tests with Docker"
echo "ok: the engine runs containers in Docker"
