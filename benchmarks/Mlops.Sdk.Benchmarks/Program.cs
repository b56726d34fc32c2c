using System.Globalization;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Running;
using Mlops.Sdk;
using Mlops.Sdk.Benchmarks;
using Mlops.Sdk.Benchmarks.Bits;
using Mlops.Sdk.Benchmarks.Preparation;
using Mlops.Sdk.Benchmarks.Scoring;
using Mlops.Sdk.Benchmarks.Tracking;

// dotnet run -c Release --project benchmarks/Mlops.Sdk.Benchmarks -- --filter '*Tracking*'
// `-- quick NAME` runs one comparison in this process and prints its figures; `-- peer NAME ...` is our side of the scripts under benchmarks/peers.
switch (args)
{
    case [StartTime.Child, string bundle]:
        StartTime.RunChild(bundle);
        return 0;
    case [WorkspaceLoad.Child, string folder]:
        await WorkspaceLoad.RunChildAsync(folder);
        return 0;
    case ["quick", "shap-additivity", string folder]:
        return ShapAdditivity.Run(folder);
    case ["quick", string name]:
        return await QuickComparisons.RunAsync(name);
    case ["peer", "rebalance", string folder, string method, string numbers, string categories, string runs]:
        RebalancePeer.Run(folder, method, int.Parse(numbers, CultureInfo.InvariantCulture), int.Parse(categories, CultureInfo.InvariantCulture), int.Parse(runs, CultureInfo.InvariantCulture));
        return 0;
    case ["peer", "outliers", string method, string path, string columns]:
        OutliersPeer.Run(method, path, int.Parse(columns, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["peer", "scaling", string folder]:
        ScalingPeer.Run(folder);
        return 0;
    case ["peer", "missing", string folder]:
        MissingPeer.Run(folder);
        return 0;
    case ["peer", "nearest", string folder]:
        MissingPeer.RunSpeed(folder);
        return 0;
    case ["peer", "metrics", string scores, string classes]:
        MetricsPeer.Run(scores, classes);
        return 0;
    case ["peer", "trees", string kind, string folder]:
        TreesPeer.Run(folder, kind);
        return 0;
    case ["peer", "trees", string kind, string folder, string label]:
        TreesPeer.RunTable(folder, kind, label);
        return 0;
    case ["learners", string table, string label]:
        LearnerComparison.Run(table, label);
        return 0;
    case ["learners", string table, string label, string splits, .. string[] names]:
        LearnerComparison.Run(table, label, int.Parse(splits, System.Globalization.CultureInfo.InvariantCulture), string.Join(',', names));
        return 0;
    case ["peer", "validation", string folder]:
        ValidationPeer.Run(folder);
        return 0;
    case ["same-bits", string threads]:
        return SameBitsPrint.Run(int.Parse(threads, CultureInfo.InvariantCulture), 3001, "");
    case ["same-bits", string threads, string rows, string name]:
        return SameBitsPrint.Run(int.Parse(threads, CultureInfo.InvariantCulture), int.Parse(rows, CultureInfo.InvariantCulture), name);
    case ["gates", "boosting", string tables, .. string[] only]:
        return BoostingGates.Run(tables, only);
    case ["gates", "profile"]:
        return ProfileGates.Run();
    default:
        Switch(args);
        return 0;
}

// Apart, so that a process that is timed from its start does not load BenchmarkDotNet.
[MethodImpl(MethodImplOptions.NoInlining)]
static void Switch(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
