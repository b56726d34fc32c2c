using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Vectors: a line each, and their lengths, directions and components drawn.</summary>
internal static class VectorContent
{
    private const int Most = 20, Bins = 30;

    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        if (profile.Facts.Vectors.IsEmpty) return;
        report.DetailSection("Vectors").Table(
            [
                ReportColumn.Text("vector"), ReportColumn.Number("components"), ReportColumn.Number("complete"), ReportColumn.Number("with holes"), ReportColumn.Number("length 1", ReportNumberFormat.Percent), ReportColumn.Number("mean length"), ReportColumn.Number("effective rank"), ReportColumn.Number("for 90 %"), ReportColumn.Number("repeated"), ReportColumn.Number("alike", ReportNumberFormat.Percent),
            ],
            profile.Vectors.Select(vector => (ReportCell[])
            [
                ColumnWords.Short(vector.Name), (long)vector.Dimension, vector.Complete, vector.Incomplete + vector.Absent, vector.Complete == 0 ? ReportCell.Empty : ReportCell.Percent(Math.Round((double)vector.UnitVectors / vector.Complete, 4)), Finite(vector.NormMean), Finite(vector.EffectiveRank), vector.DirectionsFor(0.9) is { } directions ? (long)directions : ReportCell.Empty, Math.Round(vector.RepeatedRows), double.IsNaN(vector.NearDuplicates) ? ReportCell.Empty : ReportCell.Bar(Math.Round(vector.NearDuplicates, 4), vector.NearDuplicates, ReportNumberFormat.Percent),
            ]),
            note: FormattableString.Invariant($"Alike: another of the sampled vectors within a cosine of {profile.Facts.Thresholds.NearCosine}. Effective rank: how many directions are really filled; for 90 %: how many have that share of the variance."));
        foreach (TableVector vector in profile.Facts.Vectors.Take(Most))
        {
            ReportBlock[] charts = [.. Charts(vector, profile).Select(chart => (ReportBlock)new ReportFigure(chart))];
            foreach (ReportBlock[] pair in charts.Chunk(2)) report.Row(pair);
        }
    }

    private static IEnumerable<Chart> Charts(TableVector vector, ProfileReport profile)
    {
        string name = ColumnWords.Short(vector.Profile.Name);
        if (!vector.IsHidden && Norms(vector, name) is { } norms) yield return norms;
        if (vector.Profile.Explained.Length > 1)
        {
            yield return new LineChart($"Variance of {name} explained by so many directions", Enumerable.Range(1, vector.Profile.Explained.Length).Select(i => (double)i), vector.Profile.Explained)
            {
                Format = ReportNumberFormat.Percent, References = [new ReferenceLine("90 %", 0.9)], Note = FormattableString.Invariant($"From {vector.Profile.SampledRows:N0} vectors."),
            };
        }

        if (vector.IsHidden) yield break;
        ColumnProfile[] components = [.. vector.Profile.Components.Select(component => profile[component])];
        double[] places = [.. Enumerable.Range(0, components.Length).Select(i => (double)i)];
        yield return new LineChart($"Components of {name}", [new PointSeries("mean", places, components.Select(Mean)), new PointSeries("standard deviation", places, components.Select(Deviation))]);
    }

    private static HistogramChart? Norms(TableVector vector, string name)
    {
        double low = vector.State.Moments.Min, high = vector.State.Moments.Max;
        if (!(high > low) || !double.IsFinite(high - low)) return null;
        double[] edges = [.. Enumerable.Range(0, Bins + 1).Select(i => i == Bins ? high : low + ((high - low) * i / Bins))];
        var counts = new double[Bins];
        double below = 0;
        for (int i = 0; i < Bins; i++)
        {
            double rank = vector.State.Norms.Rank(i == Bins - 1 ? high : Math.BitDecrement(edges[i + 1]));
            counts[i] = Math.Round(Math.Max(0, rank - below) * vector.State.Norms.Count);
            below = rank;
        }

        return new HistogramChart($"Lengths of {name}", edges, counts);
    }

    private static double Mean(ColumnProfile column) => column.Mean ?? double.NaN;

    private static double Deviation(ColumnProfile column) => column.StandardDeviation ?? double.NaN;

    private static ReportCell Finite(double value) => double.IsFinite(value) ? value : ReportCell.Empty;
}
