#!/usr/bin/env bash
# Every promise of a profile in one command: numbers of real tables beside pandas and SciPy, any table shown and validated, merges and threads at a small size (tests), and estimates, bounds, merges and state at full size (program).
# Ends with 0 when all are kept.
set -uo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release -v q tests/Mlops.Sdk.Profiling.Tests && dotnet build -c Release -v q benchmarks/Mlops.Sdk.Benchmarks || exit 2
code=0
dotnet test -c Release --no-build --project tests/Mlops.Sdk.Profiling.Tests/Mlops.Sdk.Profiling.Tests.csproj -- --filter-namespace "Mlops.Sdk.Profiling.Tests.Gates" || code=1
dotnet run -c Release --no-build --project benchmarks/Mlops.Sdk.Benchmarks -- gates profile || code=1
exit $code
