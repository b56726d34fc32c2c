using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/Mlops.Sdk.Benchmarks -- --filter '*Tracking*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
