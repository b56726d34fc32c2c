namespace Mlops.Sdk;

/// <summary>Which sources gave which datasets, since the first run that said so.</summary>
internal static class LineageSources
{
    public static IEnumerable<LineageEdge> Of(IEnumerable<RunInfo> runs, Func<RunDataset, bool> isAsked) =>
        from run in runs
        from data in run.Datasets
        where data.Source is not null && isAsked(data)
        group (run, data) by (data.Source, data.Fingerprint) into same
        let first = same.MinBy(pair => pair.run.StartedAt)
        select new LineageEdge(LineageNodes.Source(same.Key.Source!), LineageNodes.Of(first.data), "gave", first.run.StartedAt);
}
