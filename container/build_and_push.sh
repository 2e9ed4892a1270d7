#!/usr/bin/env bash
# Builds an image, pushes it to Amazon ECR and registers its algorithm with SageMaker.
#
#   container/build_and_push.sh [image folder]      default: container/images/random-forest
#
# Needs docker and the AWS CLI with credentials. AWS_ENDPOINT_URL sends all calls elsewhere, such as
# to Trainyard's engine. BASE and PLATFORM override the base image and linux/amd64.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$here/images/random-forest}
platform=${PLATFORM:-linux/amd64}

fail() { echo "$*" >&2; exit 1; }
for tool in docker aws python3; do
  command -v "$tool" >/dev/null || fail "$tool is needed and was not found on the PATH."
done
for file in image.json algorithm.json; do
  [[ -f $folder/$file ]] || fail "$folder has no $file, so it is no image folder."
done
docker info >/dev/null 2>&1 || fail "No Docker Engine answers; start Docker and run this again."

field() { python3 -c 'import functools, json, sys
print(functools.reduce(lambda value, key: value[key], sys.argv[2].split("."), json.load(open(sys.argv[1]))))' "$folder/image.json" "$1"; }
repository=$(field repository)
tag=$(field tag)
requirements=$(field requirements)
algorithm=$(field environment.TRAINYARD_ALGORITHM)
root=$(cd "$folder/$(field root)" && pwd)

region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
[[ -n $region ]] || fail "No region. Set AWS_REGION, or run: aws configure set region us-east-1"
export AWS_REGION=$region AWS_DEFAULT_REGION=$region AWS_PAGER=""
account=$(aws sts get-caller-identity --query Account --output text)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# True when AWS has it, false when AWS says there is none; any other answer ends the script.
exists() {
  local unknown=$1
  shift
  aws "$@" --output text >"$work/answer" 2>"$work/error" && return 0
  grep -qE "$unknown" "$work/error" || fail "$(cat "$work/error")"
  return 1
}

if exists RepositoryNotFoundException ecr describe-repositories \
    --repository-names "$repository" --query 'repositories[0].repositoryUri'; then
  uri=$(cat "$work/answer")
else
  echo "Creating the repository $repository in $region, account $account"
  uri=$(aws ecr create-repository --repository-name "$repository" \
    --query repository.repositoryUri --output text)
fi
registry=${uri%%/*}

# SageMaker reads neither attestations nor image indexes. By the environment, since Docker without
# BuildKit, which makes none, does not know the flag.
export BUILDX_NO_DEFAULT_ATTESTATIONS=1
docker build --platform "$platform" \
  --build-arg BASE="${BASE:-python:3.12-slim}" --build-arg REQUIREMENTS="$requirements" \
  --build-arg ALGORITHM="$algorithm" -t "$uri:$tag" "$root"
aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
docker push "$uri:$tag"

# An algorithm names its image by registry; the file in the folder leaves the registry open.
request=$work/request.json
python3 - "$folder/algorithm.json" "$uri:$tag" >"$request" <<'PYTHON'
import json, sys
request = json.load(open(sys.argv[1], encoding="utf-8"))
request["TrainingSpecification"]["TrainingImage"] = sys.argv[2]
for container in request["InferenceSpecification"]["Containers"]:
    container["Image"] = sys.argv[2]
json.dump(request, sys.stdout)
PYTHON
name=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["AlgorithmName"])' "$request")

# An algorithm cannot be changed, and its name is that of the tag: register it anew.
registered() { exists 'ValidationException|ResourceNotFound' sagemaker describe-algorithm --algorithm-name "$name"; }
if registered; then
  aws sagemaker delete-algorithm --algorithm-name "$name"
  # AWS deletes it meanwhile.
  for _ in $(seq 60); do
    registered || break
    sleep 1
  done
fi
aws sagemaker create-algorithm --cli-input-json "file://$request" --query AlgorithmArn --output text
echo "Pushed $uri:$tag and registered it as $name"
