#!/usr/bin/env bash
# Runs a verb of the evaluation program on the census data and checks that its JSON has the keys of the contract: evaluation.sh VERB OUT.json
set -euo pipefail
verb="$1" out="$2" data=samples/data/adult
run() { dotnet run -c Release --no-build --project benchmarks/Mlops.Sdk.Evaluation -- "$@" --json "$out"; }
case "$verb" in
  journey) run journey --data "$data/adult.data" --label c14 --header none; keys="metric value auc auc_pr log_loss rmse r2 rows_train rows_test champion" ;;
  profile) run profile "$data/adult.data" --label c14 --header none; keys="rows columns correlations findings" ;;
  drift) run drift "$data/adult.data" "$data/adult.test" --header none --label c14; keys="drift columns multivariate" ;;
  validate)
    # Clean data passes; planted rows fail with 3, are named and set aside; bad input is 2.
    rows="$(mktemp -d)"
    head -n 20000 "$data/adult.data" > "$rows/clean.csv"; tail -n 5000 "$data/adult.data" > "$rows/next.csv"
    { head -n 4000 "$rows/next.csv"; head -n 40 "$rows/next.csv" | sed 's/^[0-9]*/-7/'; } > "$rows/broken.csv"
    run validate "$rows/next.csv" --header none --suggest-from "$rows/clean.csv" --save-rules "$rows/rules.json" --quarantine "$rows/aside.csv"
    code=0; run validate "$rows/broken.csv" --header none --rules "$rows/rules.json" --quarantine "$rows/aside.csv" || code=$?
    [ "$code" = 3 ] || { echo "validate: broken data ended with $code, expected 3"; exit 1; }
    grep -q '"rule": "in_range(c0)"' "$out" || { echo "validate: the planted rows were not found"; exit 1; }
    [ "$(grep -c '^-7' "$rows/aside.csv")" = 40 ] || { echo "validate: the planted rows were not set aside"; exit 1; }
    code=0; run validate "$rows/broken.csv" --header none 2>/dev/null || code=$?
    [ "$code" = 2 ] || { echo "validate: no rules ended with $code, expected 2"; exit 1; }
    rm -rf "$rows"; keys="passed failures rule column count severity examples quarantined" ;;
  compare)
    # Parts of the same rows pass; a planted shift fails with 3 and is named.
    rows="$(mktemp -d)"
    head -n 16000 "$data/adult.data" > "$rows/before.csv"; tail -n 16000 "$data/adult.data" > "$rows/after.csv"
    awk -F', ' -v OFS=', ' '{ $1 += 9; print }' "$rows/after.csv" > "$rows/older.csv"
    run compare "$rows/before.csv" "$rows/after.csv" --header none
    code=0; run compare "$rows/before.csv" "$rows/older.csv" --header none || code=$?
    [ "$code" = 3 ] || { echo "compare: shifted data ended with $code, expected 3"; exit 1; }
    grep -q '"code": "CMP030"' "$out" || { echo "compare: the shift was not found"; exit 1; }
    rm -rf "$rows"; keys="rows_before rows_after columns findings" ;;
  outliers)
    tables="$(mktemp -d)"
    awk 'BEGIN { srand(7); print "a,b,label"; for (i = 0; i < 300; i++) { out = i % 30 == 0; print rand() * 4 + (out ? 9 : 0) "," rand() * 3 "," out } }' > "$tables/made.csv"
    run outliers "$tables"; rm -rf "$tables"; keys="results means" ;;
  tracking-load)
    place="$(mktemp -d)"
    if [ -n "${MLOPS_POSTGRES:-}" ]; then run tracking-load --dir "$place/p" --postgres "$MLOPS_POSTGRES" --runs 50 --points 10000 --processes 2; fi
    run tracking-load --dir "$place/w" --runs 200 --points 100000 --processes 2
    rm -rf "$place"; keys="create_run_per_s metric_per_s batch_points_per_s search_ms_p50 search_ms_p99 history_ms open_ms bytes_per_point processes_slowest_share" ;;
  tracking-kill)
    # Nothing that was acknowledged is lost and nothing is half written; a damaged file is found by tracking-verify.
    place="$(mktemp -d)"
    run tracking-kill --dir "$place/w" --rounds 20 --processes 8
    cp "$out" "$place/kill.json"
    run tracking-verify --dir "$place/w"
    printf x >> "$(find "$place/w/artifacts" -type f -path '*/??/*' | head -n 1)"
    code=0; run tracking-verify --dir "$place/w" >/dev/null || code=$?
    [ "$code" = 3 ] || { echo "tracking-verify: a damaged artifact ended with $code, expected 3"; exit 1; }
    for key in runs points artifacts problems; do grep -q "\"$key\"" "$out" || { echo "tracking-verify: the key '$key' is missing"; exit 1; }; done
    cp "$place/kill.json" "$out"; rm -rf "$place"; keys="rounds acknowledged found lost half_written problems" ;;
  lineage)
    # What the sample of lineage has left: a model with the run and the data that it came from.
    run lineage --dir artifacts/lineage/mlops --model penguins@champion; keys="nodes edges key from to relation" ;;
esac
for key in $keys seconds cpu_seconds peak_mb version; do
  grep -q "\"$key\"" "$out" || { echo "$verb: the key '$key' is missing"; exit 1; }
done
