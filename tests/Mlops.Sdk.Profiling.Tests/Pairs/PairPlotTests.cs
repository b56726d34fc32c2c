namespace Mlops.Sdk.Profiling.Tests.Pairs;

public sealed class PairPlotTests
{
    private static readonly Dataset s_penguins = Dataset.FromCsv(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "penguins.csv"), new() { Label = "species" });

    private static Chart[] Charts(ProfileReport report) => [.. report.Content.Sections.SelectMany(section => section.Blocks).OfType<ReportRow>().SelectMany(row => row.Blocks).OfType<ReportFigure>().Select(figure => figure.Chart)];

    [Fact]
    public void Plots_OfPenguins_AreTheStrongestPairsOfEachKind()
    {
        Chart[] charts = Charts(s_penguins.Profile());
        ScatterChart strongest = charts.OfType<ScatterChart>().First();
        Assert.Equal(("flipper_length_mm", "body_mass_g"), (strongest.XLabel, strongest.YLabel));
        Assert.Equal((string[])["Adelie", "Chinstrap", "Gentoo"], strongest.Series.Select(set => set.Name));
        Assert.Equal(342, strongest.TotalPoints);
        BoxGroup adelie = charts.OfType<BoxChart>().First().Groups[0];
        Assert.Equal(("Adelie", 186.0, 190.0, 195.0), (adelie.Name, adelie.LowerQuartile, adelie.Median, adelie.UpperQuartile));
        HeatMapChart shares = charts.OfType<HeatMapChart>().First();
        Assert.Equal(shares.Rows.Count, shares.Values.Sum(), 1e-12);
        Assert.All(charts.GroupBy(chart => chart.GetType()), kind => Assert.InRange(kind.Count(), 1, 4));
    }

    [Fact]
    public void Plots_OfManyRows_DrawSomeOfThemAndSaySo()
    {
        double[] x = [.. Enumerable.Range(0, 5000).Select(i => (double)i)];
        ScatterChart chart = Charts(new Dataset(new NumberColumn("x", x), new NumberColumn("y", Array.ConvertAll(x, v => v * v))).Profile()).OfType<ScatterChart>().Single();
        Assert.Equal((400, "400 of 5,000 rows, drawn at random."), (chart.Series.Sum(set => set.X.Count), chart.Note));
        Assert.InRange(chart.Series[0].X.Average(), 2000, 3000);
        Assert.All(chart.Series[0].X.Zip(chart.Series[0].Y), point => Assert.Equal(point.First * point.First, point.Second));
    }

    [Fact]
    public void Plots_WhereRowsMayNotBeShown_AreNotThere()
    {
        Assert.Empty(Charts(s_penguins.Profile(new() { Redaction = Redaction.All })));
        Assert.Empty(Charts(s_penguins.Profile(new() { MinimumGroup = 5 })));
        Chart[] hidden = Charts(s_penguins.Profile(new() { Redaction = Redaction.Pii, DeclaredTypes = new() { ["species"] = SemanticType.Email } }));
        Assert.DoesNotContain("Adelie", string.Join(' ', hidden.Select(chart => chart.ToSvg())), StringComparison.Ordinal);
    }
}
