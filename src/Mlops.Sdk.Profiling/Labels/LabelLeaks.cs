using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Which features say too much of the label.</summary>
internal static class LabelLeaks
{
    private const int LeastRows = 50;

    public static ImmutableArray<TargetLeak> Find(SampleColumn[] columns, FeatureTarget[] features, TargetLabel label, IReadOnlyList<SampleColumn> all, ProfileOptions options)
    {
        var leaks = ImmutableArray.CreateBuilder<TargetLeak>();
        TimestampColumn? observed = all.FirstOrDefault(column => column.Field.Role == ColumnRole.Time)?.Column as TimestampColumn;
        for (int i = 0; i < features.Length; i++)
        {
            if (ByValue(features[i].Feature, features[i].Pearson, features[i].Separation, features[i].MissingSeparation, columns[i].Column.Length < LeastRows ? null : features[i].Certainty, options) is { } leak) leaks.Add(leak);
            else if (Determines(columns[i], label, options) is { } determining) leaks.Add(determining);
            if (observed is not null && columns[i].Column is TimestampColumn moments && LaterIn(moments, observed) is var share && share > options.Thresholds.LaterShare) leaks.Add(new(features[i].Feature, TargetLeakKind.KnownLater, share, options.Thresholds.LaterShare));
        }

        return leaks.ToImmutable();
    }

    public static TargetLeak? ByValue(string feature, double? correlation, double? separation, double? missing, double? certainty, ProfileOptions options)
    {
        if (correlation is { } pearson && Math.Abs(pearson) > options.Thresholds.LabelSeparation) return new(feature, TargetLeakKind.Correlation, pearson, options.Thresholds.LabelSeparation);
        if (separation > options.Thresholds.LabelSeparation) return new(feature, TargetLeakKind.Separation, separation.Value, options.Thresholds.LabelSeparation);
        if (missing > options.Thresholds.LabelSeparation) return new(feature, TargetLeakKind.MissingSeparation, missing.Value, options.Thresholds.LabelSeparation);
        return certainty > options.Thresholds.LabelCertainty ? new(feature, TargetLeakKind.Certainty, certainty.Value, options.Thresholds.LabelCertainty) : null;
    }

    // Values too many for the measures above; whole numbers and names only, measurements hardly ever repeat.
    private static TargetLeak? Determines(SampleColumn feature, TargetLabel label, ProfileOptions options)
    {
        if (!label.IsClass || feature.Field.Type == ColumnType.Number || feature.Distinct <= feature.Column.Length / 10) return null;
        ColumnDependency? found = DependencySearch.Of(feature, [label.Column], feature.Column.Length, options.Thresholds.DependencyViolation, LeastRows).FirstOrDefault();
        return found is null ? null : new(feature.Name, TargetLeakKind.Determines, 1 - found.ViolationShare, 1 - options.Thresholds.DependencyViolation);
    }

    private static double LaterIn(TimestampColumn moments, TimestampColumn observed)
    {
        int rows = 0, later = 0;
        for (int row = 0; row < moments.Length; row++)
        {
            if (moments.IsMissing(row) || observed.IsMissing(row)) continue;
            rows++;
            later += moments.Ticks[row] > observed.Ticks[row] ? 1 : 0;
        }

        return rows < LeastRows ? 0 : (double)later / rows;
    }
}
