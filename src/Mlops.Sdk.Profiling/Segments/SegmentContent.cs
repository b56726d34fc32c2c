using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The pages of a profile by segment: the segments, what stands out, and every column in small pictures side by side.</summary>
internal static class SegmentContent
{
    private const int MostBeside = 8, MostColumns = 100, MostContrasts = 60, MostPictures = 6, MostLevels = 8, MostMissing = 40, SparkBins = 10;
    private const double Whisker = 1.5;

    public static ReportContent Build(SegmentReport report)
    {
        var builder = new ReportBuilder(report.Title);
        SegmentProfile[] told = [.. report.Segments.Where(segment => !segment.IsRest)];
        builder.Lead(
            ("By", string.Join(" and ", report.By.Select(ColumnWords.Short))), ("Segments", (long)told.Length), ("Rows", report.Whole.RowCount), ("In other segments", report.Segments.Where(segment => segment.IsRest).Sum(segment => segment.Rows)),
            ("Differences", (long)report.Contrasts.Length));
        AddSegments(builder, report);
        AddContrasts(builder, report);
        AddSideBySide(builder, report);
        AddPictures(builder, report);
        AddMissing(builder, report);
        foreach (SegmentProfile segment in report.Segments) builder.Add(Group(segment));
        return builder.Build();
    }

    private static void AddSegments(ReportBuilder builder, SegmentReport report)
    {
        ILookup<string, SegmentContrast> contrasts = report.Contrasts.ToLookup(contrast => contrast.Segment, StringComparer.Ordinal);
        double most = report.Segments.Select(segment => segment.Share).DefaultIfEmpty(1).Max();
        builder.Section("Segments").Table(
            [ReportColumn.Text("segment"), ReportColumn.Number("rows"), ReportColumn.Number("share", ReportNumberFormat.Percent), ReportColumn.Number("missing cells", ReportNumberFormat.Percent), ReportColumn.Text("stands out by")],
            report.Segments.Select(segment => (ReportCell[])
            [
                ReportCell.Link(Named(segment), segment.Name), segment.Rows, ReportCell.Bar(Math.Round(segment.Share, 4), segment.Share / most, ReportNumberFormat.Percent), MissingCells(segment.Profile),
                contrasts[segment.Name].DistinctBy(contrast => contrast.Column).Select(contrast => ColumnWords.Short(contrast.Column)).ToArray() is { Length: > 0 } columns ? string.Join(", ", columns.Take(4)) + (columns.Length > 4 ? FormattableString.Invariant($" and {columns.Length - 4} more") : "") : ReportCell.Empty,
            ]),
            note: report.Segments.All(segment => segment.IsComplete) ? null : "* some rows of these lie among all others: parts with very many segments were merged.");
    }

    private static void AddContrasts(ReportBuilder builder, SegmentReport report)
    {
        if (report.Contrasts.Length == 0) return;
        builder.DetailSection("What stands out").Table(
            [ReportColumn.Text("segment"), ReportColumn.Text("column"), ReportColumn.Text("what"), ReportColumn.Number("in the segment"), ReportColumn.Number("in all other rows"), ReportColumn.Number("apart"), ReportColumn.Number("p, all comparisons")],
            report.Contrasts.Take(MostContrasts).Select(contrast => (ReportCell[])
            [
                ReportCell.Link(ColumnWords.Value(contrast.Segment), contrast.Segment), ColumnWords.Short(contrast.Column), contrast.Measure switch { "mean" => "mean", "missing_share" => "missing", _ => $"share of {ColumnWords.Value(contrast.Level ?? "")}" },
                Cell(contrast, contrast.Value), Cell(contrast, contrast.Others), contrast.Measure == "mean" ? FormattableString.Invariant($"{contrast.Effect:+0.00;-0.00} std") : FormattableString.Invariant($"{100 * contrast.Effect:+0.0;-0.0} points"), contrast.PValue,
            ]),
            note: report.Contrasts.Length > MostContrasts ? FormattableString.Invariant($"The {MostContrasts} largest of {report.Contrasts.Length:N0}; the JSON form has all.") : null);
    }

    private static ReportCell Cell(SegmentContrast contrast, double value) => contrast.Measure == "mean" ? value : ReportCell.Percent(Math.Round(value, 4));

    private static void AddSideBySide(ReportBuilder builder, SegmentReport report)
    {
        SegmentProfile[] beside = [.. report.Segments.Take(MostBeside)];
        HashSet<string> contrasts = [.. report.Contrasts.Select(contrast => contrast.Column)];
        int[] columns = [.. Enumerable.Range(0, report.Whole.Columns.Length).Where(i => !report.By.Contains(report.Whole.Columns[i].Name)).OrderByDescending(i => contrasts.Contains(report.Whole.Columns[i].Name)).Take(MostColumns)];
        if (columns.Length == 0 || beside.Length == 0) return;
        ReportColumn[] heads = [ReportColumn.Text("column"), ReportColumn.Text("all rows"), .. beside.Select(segment => ReportColumn.Text(ColumnWords.Value(segment.Name)))];
        string? note = report.Segments.Length > MostBeside ? FormattableString.Invariant($"{report.Segments.Length - MostBeside} more segments are below.") : null;
        builder.DetailSection("Side by side").Table(
            heads, columns.Select(i => (ReportCell[])[ColumnWords.Short(report.Whole.Columns[i].Name), Spark(report.Whole.Columns[i], report.Whole.Columns[i]), .. beside.Select(segment => Spark(report.Whole.Columns[i], segment.Profile.Columns[i]))]), "Spread: the same bins or levels in every picture", note);
        builder.Table(
            heads, columns.Select(i => (ReportCell[])[ColumnWords.Short(report.Whole.Columns[i].Name), Middle(report.Whole.Columns[i]), .. beside.Select(segment => Middle(segment.Profile.Columns[i]))]), "Mean of numbers, most frequent of values", note);
    }

    private static ReportCell Middle(ColumnProfile column) => column.Mean is { } mean ? mean : column.Mode() is var (value, count, share) && count > 1 ? $"{ColumnWords.Value(value)} ({ReportNumber.Percent(share, 2)})" : ReportCell.Empty;

    // The bins or levels of the whole, so that pictures can be compared.
    private static ReportCell Spark(ColumnProfile whole, ColumnProfile segment)
    {
        if (ColumnCharts.Histogram(whole) is var (edges, _))
        {
            double[] bins = [.. edges.Where((_, i) => i % Math.Max(1, (edges.Length - 1) / SparkBins) == 0).SkipLast(1), edges[^1]], counts = new double[bins.Length - 1];
            double below = 0;
            for (int i = 0; i < counts.Length && segment.Present > 0; i++)
            {
                double rank = segment.Summary.Rank(i == counts.Length - 1 ? double.PositiveInfinity : Math.BitDecrement(bins[i + 1]));
                (counts[i], below) = (Math.Max(0, rank - below), rank);
            }

            return ReportCell.Bars(counts);
        }

        Dictionary<string, long> levels = SegmentContrasts.LevelCounts(segment);
        return ReportCell.Bars(whole.Summary.FrequentValues(SparkBins).Select(value => (double)levels.GetValueOrDefault(value.Text)));
    }

    private static void AddPictures(ReportBuilder builder, SegmentReport report)
    {
        string[] columns = [.. report.Contrasts.Where(contrast => contrast.Measure != "missing_share").Select(contrast => contrast.Column).Distinct(StringComparer.Ordinal).Take(MostPictures)];
        foreach (ReportBlock[] pair in columns.Select(name => Picture(name, report)).OfType<Chart>().Select(chart => (ReportBlock)new ReportFigure(chart)).Chunk(2)) builder.Row(pair);
    }

    private static Chart? Picture(string name, SegmentReport report)
    {
        ColumnProfile whole = report.Whole[name];
        if (whole.HasNumbers && whole.Type != ColumnType.Flag)
        {
            BoxGroup[] boxes = [.. report.Segments.Select(segment => (segment.Name, Column: segment.Profile[name])).Where(one => one.Column.HasNumbers).Select(one => Box(one.Name, one.Column)).OfType<BoxGroup>()];
            return boxes.Length == 0 ? null : new BoxChart(name, boxes);
        }

        FrequentValue[] levels = [.. whole.Summary.FrequentValues(MostLevels)];
        string[] names = [.. levels.Select(whole.Shown)];
        return levels.Length == 0 ? null : new HeatMapChart(name, report.Segments.Select(segment => ColumnWords.Value(segment.Name)), names, report.Segments.SelectMany(segment => Shares(segment.Profile[name], levels)))
        {
            Format = ReportNumberFormat.Percent, Note = "Share of each level in the segment.",
        };
    }

    private static IEnumerable<double> Shares(ColumnProfile column, FrequentValue[] levels)
    {
        Dictionary<string, long> counts = SegmentContrasts.LevelCounts(column);
        return levels.Select(level => column.Present == 0 ? double.NaN : (double)counts.GetValueOrDefault(level.Text) / column.Present);
    }

    private static BoxGroup? Box(string name, ColumnProfile column)
    {
        if (column.Quantile(0.25) is not { } lower || column.Quantile(0.5) is not { } median || column.Quantile(0.75) is not { } upper || column.Quantile(0) is not { } least || column.Quantile(1) is not { } greatest) return null;
        double reach = Whisker * (upper - lower), low = Math.Max(least, lower - reach), high = Math.Min(greatest, upper + reach);
        return double.IsFinite(low) && double.IsFinite(high) ? new BoxGroup(ColumnWords.Value(name), low, lower, median, upper, high) : null;
    }

    private static void AddMissing(ReportBuilder builder, SegmentReport report)
    {
        string[] columns = [.. report.Whole.Columns.Where(column => column.Missing > 0 && !report.By.Contains(column.Name)).OrderByDescending(column => column.Missing).Take(MostMissing).Select(column => column.Name)];
        if (columns.Length == 0) return;
        builder.Chart(new HeatMapChart("What is missing where", report.Segments.Select(segment => ColumnWords.Value(segment.Name)), columns, report.Segments.SelectMany(segment => columns.Select(column => segment.Profile[column].MissingShare)))
        {
            Format = ReportNumberFormat.Percent, Maximum = 1, Note = "Share of the rows of the segment that lacks the column.",
        });
    }

    private static ReportGroup Group(SegmentProfile segment) => new(
        segment.Name,
        [
            new ReportTable(
                [ReportColumn.Text("column"), ReportColumn.Number("missing", ReportNumberFormat.Percent), ReportColumn.Number("distinct"), ReportColumn.Text("spread"), ReportColumn.Number("mean"), ReportColumn.Number("median"), ReportColumn.Number("std"), ReportColumn.Text("most frequent")],
                segment.Profile.Columns.Take(MostColumns).Select(column => (ReportCell[])
                [
                    ColumnWords.Short(column.Name), column.MissingShare, Math.Round(column.Distinct), ColumnWords.Spark(column), column.Mean, column.Quantile(0.5), column.StandardDeviation,
                    column.Mode() is var (value, count, share) && count > 1 ? $"{ColumnWords.Value(value)} ({ReportNumber.Percent(share, 2)})" : ReportCell.Empty,
                ])),
        ],
        FormattableString.Invariant($"{segment.Rows:N0} rows · {ReportNumber.Percent(segment.Share, 3)}")) { Anchor = segment.Name };

    private static string Named(SegmentProfile segment) => ColumnWords.Value(segment.Name) + (segment.IsComplete ? "" : " *");

    private static ReportCell MissingCells(ProfileReport profile)
    {
        long cells = profile.Columns.Sum(column => column.Rows), missing = profile.Columns.Sum(column => column.Missing);
        return cells == 0 ? ReportCell.Empty : ReportCell.Percent(Math.Round((double)missing / cells, 5));
    }
}
