using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The measures of one pair of columns.</summary>
internal sealed class PairMeasures(DatasetSummary summary, SampledRows sample)
{
    // Of a sample of n rows out of N, an error is smaller by the square root of 1 - n/N.
    private readonly double _finite = sample.TableRows == 0 ? 0 : Math.Sqrt(Math.Max(0, 1 - ((double)sample.Count / sample.TableRows)));

    /// <summary>The pair by the cheap measures, or by all.</summary>
    public Association Of(SampleColumn a, SampleColumn b, bool all)
    {
        var measures = ImmutableArray.CreateBuilder<AssociationMeasure>(8);
        double strength = a.IsNumeric && b.IsNumeric ? AddRanks(measures, a, b, all)
            : a.IsNominal && b.IsNominal ? 0
            : AddRatio(measures, a.IsNumeric ? b : a, a.IsNumeric ? a : b);
        if (a.IsNominal && b.IsNominal && (all || !(a.IsNumeric && b.IsNumeric))) strength = Math.Max(strength, AddTable(measures, a, b, all));
        if (all) AddAny(measures, a, b);
        return new Association(a.Name, b.Name, double.IsNaN(strength) ? 0 : Math.Clamp(strength, 0, 1), measures.ToImmutable());
    }

    private double AddRanks(ImmutableArray<AssociationMeasure>.Builder measures, SampleColumn a, SampleColumn b, bool all)
    {
        long rows = Both(a.Ranks.DenseRanks, b.Ranks.DenseRanks);
        double pearson = AddPearson(measures, a, b), spearman = Correlation.Spearman(a.Ranks, b.Ranks);

        // The errors of Spearman's and Kendall's on Fisher's scale: Bonett and Wright 2000, Fieller and others 1957.
        measures.Add(new("spearman", spearman, rows, Error((1 - (spearman * spearman)) * Math.Sqrt((1 + (spearman * spearman / 2)) / Math.Max(1, rows - 3)))));
        if (all)
        {
            double kendall = Correlation.Kendall(a.Ranks, b.Ranks);
            measures.Add(new("kendall", kendall, rows, Error((1 - (kendall * kendall)) * Math.Sqrt(0.437 / Math.Max(1, rows - 4)))));
        }

        return Math.Max(double.IsNaN(pearson) ? 0 : Math.Abs(pearson), double.IsNaN(spearman) ? 0 : Math.Abs(spearman));
    }

    private double AddPearson(ImmutableArray<AssociationMeasure>.Builder measures, SampleColumn a, SampleColumn b)
    {
        if (summary.HasCorrelations && a.Field.IsNumeric && b.Field.IsNumeric)
        {
            double exact = summary.Correlation(a.Name, b.Name);
            measures.Add(new("pearson", exact, summary.PairCount(a.Name, b.Name), 0));
            return exact;
        }

        var moments = new CoMoments();
        moments.Add(a.Finite, b.Finite);
        double pearson = moments.Correlation;
        measures.Add(new("pearson", pearson, moments.Count, Error((1 - (pearson * pearson)) / Math.Sqrt(Math.Max(1, moments.Count - 3)))));
        return pearson;
    }

    private double AddRatio(ImmutableArray<AssociationMeasure>.Builder measures, SampleColumn category, SampleColumn number)
    {
        (double ratio, long rows, int groups) = CorrelationRatio.Of(category.Values, number.Finite);
        measures.Add(new("correlation_ratio", ratio, rows, Unknown()));
        double corrected = 1 - ((1 - (ratio * ratio)) * (rows - 1) / Math.Max(1, rows - groups));
        return Math.Sqrt(Math.Max(0, corrected));
    }

    private double AddTable(ImmutableArray<AssociationMeasure>.Builder measures, SampleColumn a, SampleColumn b, bool all)
    {
        var table = ContingencyTable.Of(a.Values, b.Values);
        double strength = table.CramersV();
        measures.Add(new("cramers_v", strength, table.Total, Unknown()));
        if (!all) return strength;
        measures.Add(new("theils_u_ab", table.TheilsU(), table.Total, Unknown()));
        measures.Add(new("theils_u_ba", table.TheilsU(ofColumns: true), table.Total, Unknown()));
        return strength;
    }

    private void AddAny(ImmutableArray<AssociationMeasure>.Builder measures, SampleColumn a, SampleColumn b)
    {
        var shares = ContingencyTable.Of(a.Shares, b.Shares);
        ContingencyTable intervals = ReferenceEquals(a.Shares, a.Intervals) && ReferenceEquals(b.Shares, b.Intervals) ? shares : ContingencyTable.Of(a.Intervals, b.Intervals);
        measures.Add(new("phi_k", PhiK.OfTable(intervals), intervals.Total, Unknown()));
        measures.Add(new("mutual_information", shares.NormalizedInformation(millerMadow: true), shares.Total, Unknown()));
    }

    private double Error(double error) => _finite == 0 ? 0 : error * _finite;

    private double Unknown() => _finite == 0 ? 0 : double.NaN;

    private static long Both(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        long rows = 0;
        for (int row = 0; row < a.Length; row++) rows += (a[row] | b[row]) >= 0 ? 1 : 0;
        return rows;
    }
}
