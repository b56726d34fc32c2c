using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads what a comparison of runs shows.</summary>
internal static class RunComparer
{
    private const int PointsOfACurve = 200, MostCurves = 24;

    public static async Task<RunComparison> CompareAsync(RunIndex index, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        ImmutableArray<RunInfo>.Builder runs = ImmutableArray.CreateBuilder<RunInfo>(ids.Count);
        foreach (string id in ids) runs.Add(await index.GetAsync(id, cancellationToken).ConfigureAwait(false));
        ImmutableArray<RunInfo> all = runs.ToImmutable();
        return new RunComparison(all, await ReadCurvesAsync(index, all, cancellationToken).ConfigureAwait(false), await TestAsync(index, all, cancellationToken).ConfigureAwait(false), await ReportPictures.ReadAsync(index, all, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<ImmutableArray<Chart>> ReadCurvesAsync(RunIndex index, ImmutableArray<RunInfo> runs, CancellationToken cancellationToken)
    {
        string[] names = [.. runs.SelectMany(run => run.Metrics.Values).Where(metric => metric.Count > 2 && !FoldMetrics.IsFold(metric.Name)).Select(metric => metric.Name).Distinct().Order(StringComparer.Ordinal).Take(MostCurves)];
        var curves = ImmutableArray.CreateBuilder<Chart>(names.Length);
        foreach (string name in names)
        {
            List<PointSeries> series = [];
            for (int i = 0; i < runs.Length; i++)
            {
                if (!runs[i].Metrics.ContainsKey(name)) continue;
                MetricPoint[] points = [.. (await index.HistoryAsync(runs[i].Id, name, PointsOfACurve, cancellationToken).ConfigureAwait(false)).Where(point => double.IsFinite(point.Value)).OrderBy(point => point.Step)];
                if (points.Length > 1) series.Add(new PointSeries(runs[i].Name ?? FormattableString.Invariant($"run {i + 1}"), points.Select(point => (double)point.Step), points.Select(point => point.Value)));
            }

            if (series.Count > 0) curves.Add(new LineChart(name, series) { XLabel = "step" });
        }

        return curves.ToImmutable();
    }

    private static async Task<ImmutableArray<RunFoldTest>> TestAsync(RunIndex index, ImmutableArray<RunInfo> runs, CancellationToken cancellationToken)
    {
        var tests = ImmutableArray.CreateBuilder<RunFoldTest>();
        foreach (string name in runs[0].Metrics.Keys.Where(FoldMetrics.IsFold))
        {
            if (runs[0].Metrics.GetValueOrDefault(FoldMetrics.RatioBeside(name))?.Value(MetricAggregate.Last) is not double ratio || !(ratio >= 0)) continue;
            IReadOnlyList<MetricPoint> first = await index.HistoryAsync(runs[0].Id, name, cancellationToken).ConfigureAwait(false);
            for (int i = 1; i < runs.Length; i++)
                if (RunFoldTest.Of(name, i, 0, await index.HistoryAsync(runs[i].Id, name, cancellationToken).ConfigureAwait(false), first, ratio) is { } test) tests.Add(test);
        }

        return tests.ToImmutable();
    }
}
