#!/usr/bin/env bash
# Runs a verb of the evaluation program on the census data and checks that its JSON has the keys of the contract: evaluation.sh VERB OUT.json
set -euo pipefail
verb="$1" out="$2" data=samples/data/adult
run() { dotnet run -c Release --no-build --project benchmarks/Mlops.Sdk.Evaluation -- "$@" --json "$out"; }
case "$verb" in
  journey) run journey --data "$data/adult.data" --label c14 --header none; keys="metric value auc auc_pr log_loss rmse r2 rows_train rows_test champion" ;;
  profile) run profile "$data/adult.data" --label c14 --header none; keys="rows columns correlations findings" ;;
  drift) run drift "$data/adult.data" "$data/adult.test" --header none --label c14; keys="drift columns multivariate" ;;
  outliers)
    tables="$(mktemp -d)"
    awk 'BEGIN { srand(7); print "a,b,label"; for (i = 0; i < 300; i++) { out = i % 30 == 0; print rand() * 4 + (out ? 9 : 0) "," rand() * 3 "," out } }' > "$tables/made.csv"
    run outliers "$tables"; rm -rf "$tables"; keys="results means" ;;
esac
for key in $keys seconds cpu_seconds peak_mb version; do
  grep -q "\"$key\"" "$out" || { echo "$verb: the key '$key' is missing"; exit 1; }
done
