using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class ProfileTests
{
    [Fact]
    public void Profile_SmallColumn_HasTheDefinedNumbers()
    {
        // pandas 1.5.3: Series([1, 2, 2, 5, 10, nan]).describe(), skew(), kurt()
        ProfileReport report = new Dataset(new NumberColumn("x", new[] { 1, 2, 2, 5, 10, double.NaN })).Profile();
        ColumnProfile x = report["x"];
        Assert.Equal((6, 1, 4), (x.Rows, x.Missing, x.Distinct));
        Assert.Equal(4, x.Mean!.Value, 12);
        Assert.Equal(3.6742346141747673, x.StandardDeviation!.Value, 12);
        Assert.Equal(1.4616296819076577, x.Skewness!.Value, 9);
        Assert.Equal(1.670781893004115, x.Kurtosis!.Value, 9);
        Assert.Equal((1, 2, 10), (x.Min, x.Quantile(0.5), x.Max));
        Assert.Equal(("2", 2), x.Top[0]);
    }

    [Fact]
    public void Profile_Histogram_CountsEveryRow()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => Math.Sqrt(i))];
        (double[] edges, double[] counts) = new Dataset(new NumberColumn("x", values)).Profile()["x"].Histogram()!.Value;
        Assert.Equal(1000, counts.Sum());
        for (int bin = 0; bin < counts.Length; bin++)
            Assert.Equal(values.Count(value => value >= edges[bin] && (value < edges[bin + 1] || bin == counts.Length - 1)), counts[bin]);
    }

    [Fact]
    public void FromSummary_MergeOfParts_IsTheProfileOfTheWhole()
    {
        Dataset data = ContractData.Mixed(3000);
        var merged = DatasetSummary.Compute(data.Slice(0, 1100), cancellationToken: TestContext.Current.CancellationToken);
        merged.Merge(DatasetSummary.Compute(data.Slice(1100, 1900), cancellationToken: TestContext.Current.CancellationToken));
        ProfileReport whole = data.Profile(), parts = ProfileReport.FromSummary(merged);
        foreach ((ColumnProfile a, ColumnProfile b) in whole.Columns.Zip(parts.Columns))
        {
            Assert.Equal((a.Missing, a.Distinct, a.Zeros, a.Min, a.Max, a.Quantile(0.3)), (b.Missing, b.Distinct, b.Zeros, b.Min, b.Max, b.Quantile(0.3)));
            if (a.Mean is { } mean) Assert.Equal(mean, b.Mean!.Value, 1e-9 * Math.Max(1, Math.Abs(mean)));
        }
    }

    [Fact]
    public void Finding_CleanData_IsSilent() => Assert.Empty(Labelled(i => i * 7919 % 101).Profile().Findings);

    [Fact]
    public void Report_WideAndHostile_StaysReadable()
    {
        Dataset wide = new([.. Enumerable.Range(0, 2000).Select(i => new NumberColumn($"<script>{i}</script>", Values(row => row * i % 13)))]);
        ProfileReport report = wide.Profile();
        Assert.DoesNotContain("<script>", report.ToHtml(), StringComparison.Ordinal);
        Assert.True(report.ToString().Split('\n').Length < 70);
        Assert.True(report.ToHtml().Length < 8 << 20);
    }

    [Fact]
    public void Profile_NoRows_AndNoColumns_AreDefined()
    {
        Assert.Equal(0, ContractData.Mixed().Slice(0, 0).Profile().RowCount);
        Assert.Empty(Dataset.Empty.Profile().Columns);
        Assert.NotEmpty(ContractData.Mixed().Slice(0, 0).Profile().ToHtml());
    }

    private const int Rows = 600;

    private static double[] Values(Func<int, double> value) => [.. Enumerable.Range(0, Rows).Select(value)];

    private static Dataset With(params Column[] columns) => new(columns);

    private static Dataset Labelled(Func<int, double> value) => With(new NumberColumn("x", Values(value)), CategoryColumn.FromValues("label", Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? "yes" : "no"))).WithRole("label", ColumnRole.Label);
}
