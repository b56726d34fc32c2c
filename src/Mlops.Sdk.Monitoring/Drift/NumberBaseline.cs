using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A column on a number line: the values of the reference, or of its sampled rows, in ascending order.</summary>
internal sealed record NumberBaseline(string Name, ColumnType Type, long Rows, long Missing, double[] Sorted, double[] Cuts)
    : ColumnBaseline(Name, Type, Rows, Missing)
{
    private const int ChartBins = 30;

    public static NumberBaseline Of(Field field, ColumnScan scan, int bins) =>
        Of(field.Name, field.Type, scan.Rows, scan.Missing, scan.Numbers!.ToSorted(), bins);

    // Quantiles between infinities are not numbers; an infinite value is counted in the first or the last bin.
    public static NumberBaseline Of(string name, ColumnType type, long rows, long missing, double[] sorted, int bins) =>
        new(name, type, rows, missing, sorted, Binning.QuantileCutsSorted(Finite(sorted), bins));

    public override ColumnScan ScanCurrent(Field current, DriftOptions options) => new() { Read = ReadAs, Numbers = new NumberSample(options.MaxCurrentRows) };

    public override ColumnComparison Compare(ColumnScan current)
    {
        if (current.Unreadable is { } type)
            return ColumnComparison.WrongType(this, type);
        double[] values = current.Numbers!.ToSorted();
        if (Sorted.Length == 0)
            return ColumnComparison.NotAssessed(this, current.Missing, "the reference has no value of it, only missing rows");
        if (values.Length == 0)
            return ColumnComparison.NotAssessed(this, current.Missing, "the current data has no value of it, only missing rows");
        TestResult test = KolmogorovSmirnov.TestSorted(Sorted, values);
        double effect = CountDistance.PopulationStabilityIndex(Binning.CountSorted(Sorted, Cuts), Binning.CountSorted(values, Cuts));
        return new(this, DriftMethod.KolmogorovSmirnov, current.Missing, current.Rows)
        {
            Test = test,
            SafePValue = test.PValue,
            Effect = effect,
            Chart = () => Overlay(values),
        };
    }

    private Column? ReadAs(Column current)
    {
        ColumnType target = Type == ColumnType.Timestamp ? ColumnType.Timestamp : ColumnType.Number;
        if (current.Type == target || (target == ColumnType.Number && current.IsNumeric)) return current;
        try
        {
            return Extensibility.SchemaMatch.Conform(new Dataset(current), [new Field(current.Name, target)]).Columns[0];
        }
        catch (SchemaMismatchException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<double> Finite(ReadOnlySpan<double> sorted)
    {
        int from = 0, to = sorted.Length;
        while (from < to && double.IsNegativeInfinity(sorted[from])) from++;
        while (to > from && double.IsPositiveInfinity(sorted[to - 1])) to--;
        return sorted[from..to];
    }

    private HistogramChart Overlay(double[] values)
    {
        ReadOnlySpan<double> before = Finite(Sorted), after = Finite(values);
        bool time = Type == ColumnType.Timestamp;
        double[] ends = [.. before[..Math.Min(1, before.Length)], .. before[Math.Max(0, before.Length - 1)..], .. after[..Math.Min(1, after.Length)], .. after[Math.Max(0, after.Length - 1)..], .. before.IsEmpty && after.IsEmpty ? [0.0] : Array.Empty<double>()];
        Histogram reference = Histogram.WithEdges(ends.Min(), ends.Max(), ChartBins), current = Histogram.WithEdges(ends.Min(), ends.Max(), ChartBins);
        reference.Add(before);
        current.Add(after);
        IEnumerable<double> edges = time ? reference.Edges.Select(edge => (edge - ends.Min()) / TimeSpan.TicksPerDay) : reference.Edges;
        return new HistogramChart(Name, edges, [new ChartSeries("reference", Shares(reference)), new ChartSeries("current", Shares(current))])
        {
            XLabel = time ? $"days since {new DateTime((long)ends.Min()).ToString("u", System.Globalization.CultureInfo.InvariantCulture)}" : Name,
            YLabel = "share of rows",
            Format = ReportNumberFormat.Percent,
        };
    }

    private static IEnumerable<double> Shares(Histogram histogram)
    {
        double total = Math.Max(1, histogram.Total);
        return histogram.Counts.Select(count => count / total);
    }
}
