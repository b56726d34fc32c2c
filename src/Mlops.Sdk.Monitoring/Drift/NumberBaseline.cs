using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A column on a number line: the values of the reference in ascending order.</summary>
internal sealed record NumberBaseline(string Name, ColumnType Type, long Rows, long Missing, double[] Sorted, double[] Cuts)
    : ColumnBaseline(Name, Type, Rows, Missing)
{
    private const int ChartBins = 30;

    public static NumberBaseline Learn(Column column, int[]? sample, int bins)
    {
        double[] all = SortedValues(sample is null ? column : column.Take(sample));
        // Quantiles between infinities are not numbers; an infinite value is counted in the first or the last bin.
        return new(column.Name, column.Type, column.Length, Unknown(column), all, Binning.QuantileCuts(Finite(all), bins));
    }

    public override ColumnComparison Compare(Column current)
    {
        if (ReadAs(current) is not { } readable)
            return ColumnComparison.WrongType(this, current);
        double[] values = SortedValues(readable);
        long missing = Unknown(readable);
        if (Sorted.Length == 0)
            return ColumnComparison.NotAssessed(this, missing, "the reference has no value of it, only missing rows");
        if (values.Length == 0)
            return ColumnComparison.NotAssessed(this, missing, "the current data has no value of it, only missing rows");
        TestResult test = KolmogorovSmirnov.TestSorted(Sorted, values);
        double effect = CountDistance.PopulationStabilityIndex(Binning.Count(Sorted, Cuts), Binning.Count(values, Cuts));
        return new(this, DriftMethod.KolmogorovSmirnov, missing, readable.Length)
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

    // A NaN that is a value of the data has no place on the number line: it counts as missing.
    private static long Unknown(Column column) => column is NumberColumn numbers ? Descriptive.CountMissing(numbers.Values) : column.MissingCount;

    private static double[] SortedValues(Column column)
    {
        double[] values;
        if (column is TimestampColumn times)
        {
            values = new double[times.Length - times.MissingCount];
            for (int row = 0, next = 0; row < times.Length; row++)
                if (!times.IsMissing(row)) values[next++] = times.Ticks[row];
        }
        else
        {
            values = Descriptive.WithoutMissing(column.ToNumbers().Span);
        }

        Sorting.Ascending(values);
        return values;
    }

    private static double[] Finite(double[] sorted) => Array.FindAll(sorted, double.IsFinite);

    private HistogramChart Overlay(double[] values)
    {
        double[] before = Finite(Sorted), after = Finite(values);
        bool time = Type == ColumnType.Timestamp;
        double[] ends = [.. before.Take(1), .. before.TakeLast(1), .. after.Take(1), .. after.TakeLast(1), .. before.Length + after.Length == 0 ? [0.0] : Array.Empty<double>()];
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
