using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Each feature against the label, on the sample.</summary>
internal sealed class TargetAnalysis(TargetLabel label, DatasetSummary summary, IReadOnlyList<LabelStrength> strengths)
{
    private const int CertaintyBins = 20;

    private readonly Dictionary<string, LabelStrength> _strengths = strengths.ToDictionary(one => one.Feature, StringComparer.Ordinal);
    private readonly int[] _codes = ColumnCodes.Of(label.Column.Column, CertaintyBins) ?? Array.ConvertAll(label.Column.Values, code => code + 1);

    /// <summary>Null without a label that varies.</summary>
    public static TargetProfile? Find(IReadOnlyList<SampleColumn> columns, DatasetSummary summary, IReadOnlyList<LabelStrength> strengths, SampledRows sample, ProfileOptions options, CancellationToken cancellationToken)
    {
        if (TargetLabel.Of(columns.FirstOrDefault(column => column.Field.Role == ColumnRole.Label)) is not { } label) return null;
        SampleColumn[] features = [.. columns.Where(column => column.Field.Role == ColumnRole.Feature)];
        var analysis = new TargetAnalysis(label, summary, strengths);
        var found = new FeatureTarget[features.Length];
        Parallel.For(0, features.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => found[i] = analysis.Of(features[i]));
        return new TargetProfile(
            label.Column.Name, label.IsClass, [.. label.Classes()], label.Positive >= 0 ? label.Names[label.Positive] : null, [.. found.OrderByDescending(feature => feature.Strength)],
            LabelLeaks.Find(features, found, label, columns, options), sample.Count, sample.TableRows);
    }

    private FeatureTarget Of(SampleColumn feature)
    {
        bool isNumber = feature.IsNumeric, isName = feature.IsNominal && feature.CanAssociate;
        double? auc = label.Positive >= 0 && isNumber ? Auc(feature) : null, ratio = null, cramer = null, pearson = null, spearman = null;
        double strength = auc is { } area ? Math.Abs((2 * area) - 1) : 0;
        if (label.IsClass && isNumber) (ratio, strength) = Ratio(label.Column.Values, feature.Finite, strength);
        else if (label.IsClass && isName) cramer = Known(ContingencyTable.Of(feature.Values, label.Column.Values).CramersV());
        else if (!label.IsClass && isNumber) (pearson, spearman) = (Pearson(feature), Known(Correlation.Spearman(feature.Ranks, label.Column.Ranks)));
        else if (!label.IsClass && isName) (ratio, strength) = Ratio(feature.Values, label.Column.Finite, strength);
        LabelStrength? known = _strengths.GetValueOrDefault(feature.Name);
        return new FeatureTarget
        {
            Feature = feature.Name,
            Strength = Math.Max(Math.Max(strength, cramer ?? 0), Math.Max(Math.Abs(pearson ?? 0), Math.Abs(spearman ?? 0))),
            Auc = auc,
            Separation = known?.Separation,
            MissingSeparation = known?.MissingSeparation,
            Pearson = pearson,
            Spearman = spearman,
            CorrelationRatio = ratio,
            CramersV = cramer,
            Certainty = Certainty(feature),
            Rows = Enumerable.Range(0, feature.Column.Length).LongCount(row => !feature.Column.IsMissing(row) && !label.Column.Column.IsMissing(row)),
            Bins = TargetBins.Of(feature, label),
        };
    }

    private double? Auc(SampleColumn feature)
    {
        ReadOnlySpan<int> ranks = feature.Ranks.DenseRanks;
        int[] classes = label.Column.Values;
        double[] all = new double[feature.Ranks.Distinct], positive = new double[all.Length];
        for (int row = 0; row < classes.Length; row++)
        {
            if (ranks[row] < 0 || classes[row] < 0) continue;
            all[ranks[row]]++;
            if (classes[row] == label.Positive) positive[ranks[row]]++;
        }

        double below = 0, wins = 0, hits = positive.Sum(), misses = all.Sum() - hits;
        for (int rank = 0; rank < all.Length; rank++)
        {
            double negative = all[rank] - positive[rank];
            wins += positive[rank] * (below + (negative / 2));
            below += negative;
        }

        return hits > 0 && misses > 0 ? wins / hits / misses : null;
    }

    private double? Pearson(SampleColumn feature)
    {
        if (summary.HasCorrelations && feature.Field.IsNumeric) return Known(summary.Correlation(feature.Name, label.Column.Name));
        return Known(Correlation.Pearson(feature.Finite, label.Column.Finite));
    }

    private double? Certainty(SampleColumn feature)
    {
        if (ColumnCodes.Of(feature.Column, CertaintyBins) is not { } codes || Distinct(codes) > codes.Length / 10) return null;
        double uncertainty = MutualInformation.OfCodes(_codes, _codes);
        return uncertainty > 0 ? Math.Min(1, MutualInformation.OfCodes(codes, _codes, millerMadow: true) / uncertainty) : null;
    }

    private static int Distinct(int[] codes)
    {
        var seen = new bool[codes.Length == 0 ? 0 : codes.Max() + 1];
        foreach (int code in codes) seen[code] = true;
        return seen.Count(one => one);
    }

    private static (double? Ratio, double Strength) Ratio(ReadOnlySpan<int> codes, ReadOnlySpan<double> values, double least)
    {
        (double ratio, long rows, int groups) = CorrelationRatio.Of(codes, values);
        if (double.IsNaN(ratio)) return (null, least);
        return (ratio, Math.Max(least, Math.Sqrt(Math.Max(0, 1 - ((1 - (ratio * ratio)) * (rows - 1) / Math.Max(1, rows - groups))))));
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
