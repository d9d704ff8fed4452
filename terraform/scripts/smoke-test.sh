#!/usr/bin/env bash
# Sends one attempt to the topic and waits until its row is in the table: the whole way behind the API, as the API uses it.
#   bash smoke-test.sh PROJECT TOPIC TABLE      such as: bash smoke-test.sh my-project attempts my-project.attempts.attempts
# SMOKE_SECONDS (default 120): how long it waits. BQ_FLAGS: more flags for bq, such as --api=http://127.0.0.1:9050.
# The row has status "test", which every report leaves out, and no personal data. Ends with 0 when the row came, else 1.
set -euo pipefail

if [ $# -ne 3 ]; then
  echo "usage: smoke-test.sh PROJECT TOPIC TABLE" >&2
  exit 2
fi
project=$1 topic=$2 table=$3
seconds=${SMOKE_SECONDS:-120}
read -r -a bq_flags <<<"${BQ_FLAGS:-}"

# UUIDv7: 48 bits of milliseconds, then random bits with the version and the variant in their places.
millis=$(printf '%012x' "$(date +%s%3N)")
random=$(od -An -N10 -tx1 /dev/urandom | tr -d ' \n')
id=${millis:0:8}-${millis:8:4}-7${random:0:3}-8${random:3:3}-${random:6:12}
time=$(date -u +%Y-%m-%dT%H:%M:%S.%6NZ)

data=$(printf '{"attempt_id":"%s","timestamp":"%s","producer":"smoke-test-%s","sequence":1,"action":"login","status":"test","domain":"smoke-test.invalid","path":"/smoke-test"}' "$id" "$time" "$id")
attributes="ce-id=$id,ce-source=/nextcode/smoke-test,ce-specversion=1.0,ce-type=com.nextcode.attempt.v1,ce-subject=login,ce-time=$time"
attributes+=",ce-producer=smoke-test-$id,ce-sequence=1,content-type=application/json,action=login,status=test,domain=smoke-test.invalid"

gcloud pubsub topics publish "$topic" --project="$project" --message="$data" --attribute="$attributes" --quiet >/dev/null
echo "Sent attempt $id to $topic."

query="SELECT COUNT(*) FROM \`$table\` WHERE attempt_id = '$id' AND timestamp > TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR)"
start=$SECONDS
while true; do
  rows=$(bq "${bq_flags[@]}" --project_id="$project" query --use_legacy_sql=false --format=csv --quiet "$query" | tail -n 1)
  if [ "$rows" = 1 ]; then
    echo "Its row is in $table, $((SECONDS - start)) s later."
    exit 0
  fi
  if [ $((SECONDS - start)) -ge "$seconds" ]; then
    echo "Attempt $id has ${rows:-no answer about its} rows in $table after $seconds s. It is in Pub/Sub or among the dead letters: docs/runbook.md." >&2
    exit 1
  fi
  sleep 2
done
