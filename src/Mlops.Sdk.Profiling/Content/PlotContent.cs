using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The strongest pairs as pictures: points of two numbers, boxes of a number by levels, shares of levels by levels.</summary>
internal static class PlotContent
{
    private const int LongestLevel = 20, LongestName = 40;
    private const double Whisker = 1.5;

    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        // Pictures of one kind side by side: they are as high as each other.
        foreach (PairPlot[] pair in profile.Facts.Table.Plots.GroupBy(plot => plot.GetType()).OrderByDescending(kind => kind.Key == typeof(PointPlot)).SelectMany(kind => kind.Chunk(2))) report.Row([.. pair.Select(plot => new ReportFigure(Draw(plot)))]);
    }

    private static Chart Draw(PairPlot plot) => plot switch
    {
        PointPlot points => Draw(points),
        LevelPlot levels => Draw(levels),
        _ => Draw((SharePlot)plot),
    };

    private static ScatterChart Draw(PointPlot plot)
    {
        int drawn = plot.Sets.Sum(set => set.X.Length);
        return new ScatterChart(Title(plot), plot.Sets.Select(set => new PointSeries(Level(set.Name, plot.By is null), set.X, set.Y)))
        {
            XLabel = Name(plot.A), YLabel = Name(plot.B), Note = drawn < plot.Rows ? FormattableString.Invariant($"{drawn:N0} of {plot.Rows:N0} rows, drawn at random.") : null,
        };
    }

    private static BoxChart Draw(LevelPlot plot) => new(Title(plot), plot.Boxes.Select(box => Box(Level(box.Name, false), box.Quantiles)))
    {
        XLabel = Name(plot.A), YLabel = Name(plot.B), Note = plot.Levels > plot.Boxes.Length ? FormattableString.Invariant($"The {plot.Boxes.Length:N0} most frequent of {plot.Levels:N0} levels.") : null,
    };

    private static BoxGroup Box(string name, double[] q)
    {
        double reach = Whisker * (q[3] - q[1]);
        return new BoxGroup(name, Math.Max(q[0], q[1] - reach), q[1], q[2], q[3], Math.Min(q[4], q[3] + reach));
    }

    private static HeatMapChart Draw(SharePlot plot) => new(Title(plot), plot.Rows.Select(row => Level(row, false)), plot.Across.Select(column => Level(column, false)), plot.Shares)
    {
        XLabel = Name(plot.B), YLabel = Name(plot.A), Format = ReportNumberFormat.Percent, Maximum = 1, Note = "Of the rows of each level at the left, the share of each level below.",
    };

    private static string Title(PairPlot plot) => plot is LevelPlot ? $"{Name(plot.A)} by {Name(plot.B)}" : $"{Name(plot.A)} and {Name(plot.B)}";

    private static string Name(string name) => ColumnWords.Cut(name, LongestName);

    private static string Level(string name, bool isOnly) => isOnly ? "" : ColumnWords.Cut(ColumnWords.Value(name), LongestLevel);
}
