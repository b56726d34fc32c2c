using BenchmarkDotNet.Running;
using Mlops.Sdk.Benchmarks;
using Mlops.Sdk.Benchmarks.Preparation;

// dotnet run -c Release --project benchmarks/Mlops.Sdk.Benchmarks -- --filter '*Tracking*'
// `-- quick NAME` runs one comparison in this process and prints its ratios; `-- peer smote FILE` is our side of benchmarks/peers/smote.py, and likewise the others.
switch (args)
{
    case ["quick", string name]:
        return QuickComparisons.Run(name);
    case ["peer", "smote", string path]:
        SmotePeer.Run(path);
        return 0;
    case ["peer", "metrics", string scores, string classes]:
        MetricsPeer.Run(scores, classes);
        return 0;
    case ["peer", "validation", string folder]:
        ValidationPeer.Run(folder);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
