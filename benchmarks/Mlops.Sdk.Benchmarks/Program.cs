using BenchmarkDotNet.Running;
using Mlops.Sdk.Benchmarks;

// dotnet run -c Release --project benchmarks/Mlops.Sdk.Benchmarks -- --filter '*Tracking*'
// `-- quick NAME` runs one comparison in this process and prints its ratios.
if (args is ["quick", string name])
    return QuickComparisons.Run(name);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
