using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>The rows that a method learns from and those that are judged, scaled as the protocol says.</summary>
/// <param name="Train">The training part.</param>
/// <param name="Test">The test part; null where the training rows themselves are judged.</param>
/// <param name="Labels">1 for an outlier, of the rows that are judged.</param>
internal sealed record OutlierProtocol(Dataset Train, Dataset? Test, Column Labels)
{
    private const int MostRows = 10_000;

    public static OutlierProtocol Read(string path, string protocol, string? splits, ulong seed, CancellationToken cancellationToken)
    {
        Dataset all = Dataset.FromCsv(path, cancellationToken: cancellationToken).WithRole("label", ColumnRole.Label);
        if (protocol == "transductive")
        {
            if (all.RowCount > MostRows)
            {
                int[] rows = RandomStream.For(seed, "transductive").SampleWithoutReplacement(all.RowCount, MostRows);
                Array.Sort(rows);
                all = all.Take(rows);
            }

            return new OutlierProtocol(Scaled(all, all, ranged: false), null, all["label"]);
        }

        (Dataset train, Dataset test) = Parts(all, Path.GetFileNameWithoutExtension(path), splits, seed);
        return new OutlierProtocol(Scaled(train, train, ranged: true), Scaled(test, train, ranged: true), test["label"]);
    }

    public static bool Has(string path, CancellationToken cancellationToken)
    {
        Dataset all = Dataset.FromCsv(path, cancellationToken: cancellationToken);
        return all.Schema.Contains("label") && all["label"].IsNumeric;
    }

    private static (double Center, double Unit) Unit(Moments moments, bool ranged)
    {
        (double center, double unit) = ranged ? (moments.Min, moments.Max - moments.Min) : (moments.Mean, Math.Sqrt(moments.PopulationVariance));
        return (center, unit > 0 ? unit : 1);
    }

    // A product and a sum, in the order in which scikit-learn has them: values on the edge of a bin stay on their side of it.
    private static Dataset Scaled(Dataset data, Dataset train, bool ranged) => new(data.Features.Select(column =>
    {
        (double center, double unit) = Unit(Moments.Of(train[column.Name].ToNumbers().Span), ranged);
        double factor = 1 / unit, offset = -center * factor;
        return new NumberColumn(column.Name, Array.ConvertAll(column.ToNumbers().ToArray(), value => ranged ? (value * factor) + offset : (value - center) / unit));
    }));

    private static (Dataset Train, Dataset Test) Parts(Dataset all, string name, string? splits, ulong seed)
    {
        if (splits is null) return all.Split(0.3, seed);
        string path = Path.Combine(splits, $"{name}_seed{seed}.csv");
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'. --splits takes a folder with NAME_seedN.csv (row,part) for every table; leave it out for a split of our own.");
        Dataset parts = Dataset.FromCsv(path);
        ReadOnlySpan<double> rows = parts["row"].ToNumbers().Span;
        List<int> train = [], test = [];
        for (int i = 0; i < rows.Length; i++)
        {
            if (!(rows[i] >= 0 && rows[i] < all.RowCount)) throw new ArgumentException($"{path}: row {rows[i]} is no row of '{name}', which has rows 0 to {all.RowCount - 1}.");
            (parts["part"].GetText(i) == "train" ? train : test).Add((int)rows[i]);
        }

        return (all.Take([.. train]), all.Take([.. test]));
    }
}
