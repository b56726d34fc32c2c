#!/usr/bin/env bash
# Same seed, same bits: what every stage and report makes, in three processes on one, two and seven threads. Ends with 0 when all are the same; prints what differs otherwise.
set -uo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release -v q -nologo benchmarks/Mlops.Sdk.Benchmarks || exit 2
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for threads in 1 2 7; do
  DOTNET_PROCESSOR_COUNT=$threads dotnet run -c Release --no-build --project benchmarks/Mlops.Sdk.Benchmarks -- same-bits $threads >"$work/$threads" || exit 2
done
code=0
for threads in 2 7; do diff "$work/1" "$work/$threads" || code=1; done
echo "$(wc -l <"$work/1") outputs compared"
exit $code
