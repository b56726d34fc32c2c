using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Evaluation;

/// <summary>The verbs by name.</summary>
internal static class Verbs
{
    private static readonly Dictionary<string, Func<Arguments, CancellationToken, Task<JsonResult>>> s_verbs = new(StringComparer.Ordinal)
    {
        ["journey"] = JourneyVerb.RunAsync,
        ["profile"] = (arguments, ct) => Task.FromResult(ProfileVerb.Run(arguments, ct)),
        ["outliers"] = (arguments, ct) => Task.FromResult(OutliersVerb.Run(arguments, ct)),
        ["outlier-calibration"] = (arguments, ct) => Task.FromResult(OutlierCalibrationVerb.Run(arguments, ct)),
        ["validate"] = (arguments, ct) => Task.FromResult(ValidateVerb.Run(arguments, ct)),
        ["validate-calibration"] = (arguments, ct) => Task.FromResult(ValidateCalibrationVerb.Run(arguments, ct)),
        ["coverage"] = (arguments, ct) => Task.FromResult(CoverageVerb.Run(arguments, ct)),
        ["interval-coverage"] = (arguments, ct) => Task.FromResult(IntervalCoverageVerb.Run(arguments, ct)),
        ["slices"] = (arguments, ct) => Task.FromResult(SlicesVerb.Run(arguments, ct)),
        ["nested"] = (arguments, ct) => Task.FromResult(NestedVerb.Run(arguments, ct)),
        ["comparison-calibration"] = (arguments, ct) => Task.FromResult(ComparisonCalibrationVerb.Run(arguments, ct)),
        ["compare"] = (arguments, ct) => Task.FromResult(CompareVerb.Run(arguments, ct)),
        ["compare-calibration"] = (arguments, ct) => Task.FromResult(CompareVerb.Calibrate(arguments, ct)),
        ["history-calibration"] = (arguments, ct) => Task.FromResult(HistoryCalibrationVerb.Run(arguments, ct)),
        ["rebalance"] = (arguments, ct) => Task.FromResult(RebalanceVerb.Run(arguments, ct)),
        ["resample"] = (arguments, ct) => Task.FromResult(RebalanceVerb.Resample(arguments, ct)),
        ["drift"] = (arguments, ct) => Task.FromResult(DriftVerb.Run(arguments, ct)),
        ["tracking-load"] = TrackingLoadVerb.RunAsync,
        ["tracking-verify"] = TrackingVerifyVerb.RunAsync,
        ["tracking-kill"] = TrackingKillVerb.RunAsync,
        ["lineage"] = LineageVerb.RunAsync,
    };

    // What a verb starts in other processes.
    private static readonly Dictionary<string, Func<Arguments, CancellationToken, Task<JsonResult>>> s_children = new(StringComparer.Ordinal)
    {
        [KillWriter.Verb] = KillWriter.RunAsync,
        [LoadWriter.Verb] = LoadWriter.RunAsync,
    };

    public static IEnumerable<string> Names => s_verbs.Keys;

    public static Func<Arguments, CancellationToken, Task<JsonResult>> Find(string name) => s_verbs.GetValueOrDefault(name) ?? s_children.GetValueOrDefault(name)
        ?? throw new ArgumentException($"There is no verb '{name}'.{(NearestNames.Find(name, Names) is { } near ? $" Did you mean '{near}'?" : "")} Verbs: {string.Join(", ", Names)}.");
}
