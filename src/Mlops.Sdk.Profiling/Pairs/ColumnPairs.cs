using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The strongest of Pearson's correlations.</summary>
internal static class ColumnPairs
{
    public static ImmutableArray<ColumnPair> Of(DatasetSummary summary, int most)
    {
        string[] names = [.. summary.Schema.Where(field => field.IsNumeric).Select(field => field.Name)];
        var pairs = new List<(double Size, int A, int B, double Value)>(names.Length * (names.Length - 1) / 2);
        for (int a = 0; a < names.Length; a++)
        {
            for (int b = a + 1; b < names.Length; b++)
            {
                double value = summary.Correlation(names[a], names[b]);
                pairs.Add((double.IsNaN(value) ? 0 : Math.Abs(value), a, b, value));
            }
        }

        pairs.Sort(static (x, y) => x.Size != y.Size ? y.Size.CompareTo(x.Size) : (x.A, x.B).CompareTo((y.A, y.B)));
        return [.. pairs.Take(most).Select(pair => new ColumnPair(names[pair.A], names[pair.B], "pearson", pair.Value))];
    }

    public static ImmutableArray<ColumnPair> Of(ImmutableArray<Association> associations, int most) =>
        [.. associations.Where(pair => pair["pearson"] is not null).Select(pair => new ColumnPair(pair.A, pair.B, "pearson", pair["pearson"]!.Value)).OrderByDescending(pair => double.IsNaN(pair.Value) ? 0 : Math.Abs(pair.Value)).Take(most)];
}
