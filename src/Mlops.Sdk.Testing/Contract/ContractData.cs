using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Testing;

/// <summary>Small seeded tables on which every stage must keep the contract. All have a two-class label that depends on the features.</summary>
public static class ContractData
{
    /// <summary>Numbers, integers, flags, categories, texts and timestamps, some missing; an id, a constant and an all-missing column; a label.</summary>
    public static Dataset Mixed(int rows = 240, ulong seed = 1, bool withMissing = true)
    {
        Dataset numeric = Numeric(rows, seed, withMissing);
        var random = RandomStream.For(seed, "mixed");
        string[] cities = ["Ankara", "Bern", "Çorum", "İzmir", "<b>Rome</b>"];
        var city = new string?[rows];
        var note = new string?[rows];
        var seen = new long[rows];
        for (int row = 0; row < rows; row++)
        {
            city[row] = withMissing && random.NextDouble() < 0.1 ? null : cities[random.NextInt32(cities.Length)];
            note[row] = withMissing && random.NextDouble() < 0.1 ? null : $"note {random.NextInt32(1000)}";
            seen[row] = new DateTime(2024, 1, 1).AddHours(random.NextInt32(9000)).Ticks;
        }

        Dataset mixed = numeric
            .With(CategoryColumn.FromValues("city", city))
            .With(TextColumn.FromValues("note", note))
            .With(new TimestampColumn("seen", seen))
            .With(new IntegerColumn("id", Enumerable.Range(0, rows).Select(row => (long)row).ToArray()), ColumnRole.Id);
        return withMissing ? mixed.With(new NumberColumn("nothing", Enumerable.Repeat(double.NaN, rows).ToArray())) : mixed;
    }

    /// <summary>Numbers, integers and flags only; a constant column; a label.</summary>
    public static Dataset Numeric(int rows = 240, ulong seed = 1, bool withMissing = false)
    {
        var random = RandomStream.For(seed, "numeric");
        double[] income = new double[rows], ratio = new double[rows];
        long[] age = new long[rows];
        bool[] member = new bool[rows];
        string[] label = new string[rows];
        for (int row = 0; row < rows; row++)
        {
            income[row] = Math.Exp(random.NextGaussian()) * 1000;
            ratio[row] = random.NextGaussian();
            age[row] = 18 + random.NextInt32(60);
            member[row] = random.NextDouble() < 0.3;
            double score = ratio[row] + (age[row] - 48) / 20.0 + (member[row] ? 1 : 0) + random.NextGaussian() - 0.8;
            label[row] = score > 0 ? "yes" : "no";
            if (withMissing && random.NextDouble() < 0.1) ratio[row] = double.NaN;
        }

        label[0] = "yes";
        label[^1] = "no";
        return new Dataset(
            new NumberColumn("income", income),
            new NumberColumn("ratio", ratio),
            new IntegerColumn("age", age),
            new FlagColumn("member", member),
            new NumberColumn("constant", Enumerable.Repeat(7.0, rows).ToArray()),
            CategoryColumn.FromValues("label", label)).WithRole("label", ColumnRole.Label);
    }

    /// <summary>As <see cref="Numeric"/>, with a number to predict.</summary>
    public static Dataset Regression(int rows = 240, ulong seed = 1)
    {
        Dataset data = Numeric(rows, seed);
        var random = RandomStream.For(seed, "regression");
        var price = new double[rows];
        for (int row = 0; row < rows; row++) price[row] = 3 * data.Row(row).Number("ratio") + data.Row(row).Number("age") / 10 + random.NextGaussian();
        return data.Drop("label").With(new NumberColumn("label", price), ColumnRole.Label);
    }

    /// <summary>As <see cref="Regression"/>, with a count to predict.</summary>
    public static Dataset Counts(int rows = 240, ulong seed = 1)
    {
        Dataset data = Regression(rows, seed);
        return data.With(new NumberColumn("label", Array.ConvertAll(data["label"].ToNumbers().ToArray(), price => Math.Max(0, Math.Round(price)))), ColumnRole.Label);
    }

    internal static IEnumerable<Dataset> Candidates() => [Mixed(), Mixed(withMissing: false), Numeric(withMissing: true), Numeric(), Regression(), Counts()];
}
