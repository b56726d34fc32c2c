using System.Numerics.Tensors;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How rows become points: the columns that take part, in their order.</summary>
internal sealed class DetectionSpace(DetectionColumn[] columns, bool keepMissing)
{
    private const int SampleRows = 100_000;

    public DetectionColumn[] Columns { get; } = columns;

    public bool KeepMissing { get; } = keepMissing;

    /// <summary>The number of coordinates.</summary>
    public int Width => Columns.Sum(column => column.Width);

    /// <summary>The features that a method can use. A column that is named but is a text or a time is a problem.</summary>
    public static Field[] Choose(OutlierDetectorOptions options, Schema schema, SchemaProblems? problems = null)
    {
        Field[] chosen = SchemaEdit.Resolve(options.Columns, schema, problems);
        foreach (Field field in chosen.Where(field => !IsUsable(field) && options.Columns.Contains(field with { Role = ColumnRole.Ignored })))
            problems?.Add($"Column '{field.Name}' is {field.Type}; outliers are looked for in numbers, integers, flags and categories. Encode it first, or leave it out of the column set.");
        Field[] used = [.. chosen.Where(field => IsUsable(field) && (field.Type != ColumnType.Category || options.Categories != DetectionCategories.Ignore))];
        if (used.Length == 0) problems?.Add("No chosen column is a number, an integer, a flag or a category, so there is nothing to look for outliers in. Name such columns in Columns, or encode the data first.");
        return used;
    }

    public static DetectionSpace Learn(Dataset train, IReadOnlyList<Field> fields, OutlierDetectorOptions options, FitContext context)
    {
        DetectionColumn?[] learnt = ColumnWork.Each(fields, context, field => Learn(train[field.Name], options));
        DetectionColumn[] columns = [.. learnt.OfType<DetectionColumn>()];
        return columns.Length > 0 ? new DetectionSpace(columns, options.Method.AcceptsMissing)
            : throw new MlopsException("MLO1751", "Every column in which outliers are looked for is missing in all training rows. Choose columns that have values.");
    }

    public ReadOnlyMemory<double>[] Encode(Dataset data) => [.. Columns.SelectMany(column => column.Encode(data[column.Name], KeepMissing))];

    private static bool IsUsable(Field field) => field.IsNumeric || field.Type == ColumnType.Category;

    private static DetectionColumn? Learn(Column column, OutlierDetectorOptions options)
    {
        if (column is CategoryColumn category) return Rarity(category, column.MissingCount, options);
        ReadOnlyMemory<double> numbers = column.ToNumbers();
        ReadOnlySpan<double> values = numbers.Span;
        if (!values.IsEmpty && !(Math.Abs(TensorPrimitives.MaxMagnitude(values)) <= DetectionColumn.Largest)) values = Present(values);
        if (values.IsEmpty) return null;
        double[] sample = Thinned(values);
        (double center, double unit) = options.Method.UsesScale ? ScaleOf(values, sample, options.Scaling) : (0, 1);
        bool varies = TensorPrimitives.Min(values) < TensorPrimitives.Max(values);
        (double median, double deviation) = Usual(sample);
        if (varies && deviation == 0) deviation = Math.Sqrt(Moments.Of(values).PopulationVariance);
        int missing = column.Length - values.Length;
        return new DetectionColumn(column.Name, column.Type, center, unit)
        {
            Median = median,
            Deviation = varies ? deviation : 0,
            Missing = (double)missing / column.Length,
            Indicator = options.MissingIndicators && missing > 0,
        };
    }

    private static double[] Present(ReadOnlySpan<double> values)
    {
        double[] present = values.ToArray();
        Span<double> numbers = present.AsSpan(0, Selection.MoveMissingLast(present));
        TensorPrimitives.Clamp(numbers, -DetectionColumn.Largest, DetectionColumn.Largest, numbers);
        return numbers.ToArray();
    }

    // What is usual in a column is told in two digits: evenly taken rows are enough.
    private static double[] Thinned(ReadOnlySpan<double> values)
    {
        int step = Math.Max(1, values.Length / SampleRows);
        double[] sample = new double[(values.Length + step - 1) / step];
        for (int i = 0; i < sample.Length; i++) sample[i] = values[i * step];
        return sample;
    }

    private static DetectionColumn Rarity(CategoryColumn column, int missing, OutlierDetectorOptions options)
    {
        var counts = new double[column.Levels.Count];
        foreach (int code in column.Codes)
            if (code >= 0) counts[code]++;
        var learnt = new DetectionColumn(column.Name, column.Type, 0, 1)
        {
            Levels = Array.ConvertAll(counts, count => count / column.Length),
            Missing = (double)missing / column.Length,
            Least = 0.5 / column.Length,
            OneHot = options.Categories == DetectionCategories.OneHot,
        };
        if (learnt.OneHot || !options.Method.UsesScale) return learnt;
        double[] values = learnt.Encode(column, keepMissing: false).First().ToArray();
        (double center, double unit) = ScaleOf(values, values, options.Scaling);
        return learnt with { Center = center, Unit = unit };
    }

    private static (double Center, double Unit) ScaleOf(ReadOnlySpan<double> values, double[] sample, DetectionScaling scaling)
    {
        if (scaling == DetectionScaling.None) return (0, 1);
        Moments moments = Moments.Of(values);
        (double center, double unit) = (moments.Mean, Math.Sqrt(moments.PopulationVariance));
        if (scaling == DetectionScaling.Range) (center, unit) = (moments.Min, moments.Max - moments.Min);
        if (scaling == DetectionScaling.Robust)
        {
            double[] quartiles = Quantiles.Of(sample, [0.25, 0.5, 0.75]);
            if (quartiles[2] > quartiles[0]) (center, unit) = (quartiles[1], quartiles[2] - quartiles[0]);
        }

        return (center, unit > 0 && double.IsFinite(unit) ? unit : 1);
    }

    // The median and a robust standard deviation, 0 where half of the values are equal.
    private static (double Median, double Deviation) Usual(double[] sample)
    {
        double median = 0, deviation = 0;
        Quantiles.OfInPlace(sample, [0.5], new Span<double>(ref median));
        foreach (ref double value in sample.AsSpan()) value = Math.Abs(value - median);
        Quantiles.OfInPlace(sample, [0.5], new Span<double>(ref deviation));
        return (median, deviation * Quantiles.NormalConsistency);
    }
}
