using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What is learnt of one column: how it becomes numbers, and what is usual in it.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="Center">What is subtracted from a number.</param>
/// <param name="Unit">By what it is then divided, above 0.</param>
internal sealed record DetectionColumn(string Name, ColumnType Type, double Center, double Unit)
{
    /// <summary>Numbers beyond this size count as this.</summary>
    public const double Largest = 1e100;

    private const double HalfUnit = 0.7071067811865476;

    /// <summary>The median of the numbers.</summary>
    public double Median { get; init; }

    /// <summary>A robust standard deviation of the numbers; 0 where there is none.</summary>
    public double Deviation { get; init; }

    /// <summary>The share of the training rows in which the column is missing.</summary>
    public double Missing { get; init; }

    /// <summary>For a category: the share of the training rows of every level.</summary>
    public double[]? Levels { get; init; }

    /// <summary>For a category: whether every level is a column.</summary>
    public bool OneHot { get; init; }

    /// <summary>Whether a column of 0 and 1 tells where the column is missing.</summary>
    public bool Indicator { get; init; }

    /// <summary>For a category: the size of the smallest share, half a row, for a level that did not occur.</summary>
    public double Least { get; init; }

    [JsonIgnore]
    public int Width => (Levels is { } levels && OneHot ? levels.Length + 1 : 1) + (Indicator ? 1 : 0);

    [JsonIgnore]
    public bool IsConstant => Levels is { } levels ? Array.Exists(levels, share => share >= 1) || Missing >= 1 : Deviation == 0;

    /// <summary>Whether every number is one that <see cref="Encode"/> can work with, as one that was read from a file may not be.</summary>
    [JsonIgnore]
    public bool IsWhole => double.IsFinite(Center) && Unit > 0 && double.IsFinite(Unit) && double.IsFinite(Median) && Deviation >= 0 && Missing is >= 0 and <= 1
        && Type is ColumnType.Number or ColumnType.Integer or ColumnType.Flag == Levels is null && (Levels is null || (Least > 0 && Array.TrueForAll(Levels, share => share is >= 0 and <= 1)));

    /// <summary>The columns of numbers that it becomes.</summary>
    /// <param name="column">The column with the type and levels of fit.</param>
    /// <param name="keepMissing">Whether NaN stays for a missing number; otherwise the median stands for it.</param>
    public IEnumerable<ReadOnlyMemory<double>> Encode(Column column, bool keepMissing)
    {
        if (column is CategoryColumn category && Levels is { } levels)
        {
            if (!OneHot) yield return Each(column.Length, row => Scale(-Math.Log(ShareOf(category.Codes[row], levels))));
            for (int level = -1; OneHot && level < levels.Length; level++)
            {
                int own = level;
                yield return Each(column.Length, row => category.Codes[row] == own ? HalfUnit : 0);
            }
        }
        else
        {
            yield return Numbers(column.ToNumbers(), keepMissing);
        }

        if (Indicator) yield return Each(column.Length, row => column.IsMissing(row) ? 1 : 0);
    }

    /// <summary>The share of a level; for one that is missing, or was never seen, that of the missing rows, but at least half a row.</summary>
    public double ShareOf(int code, double[] levels) => Math.Max(Least, code < 0 || code >= levels.Length ? Missing : levels[code]);

    private ReadOnlyMemory<double> Numbers(ReadOnlyMemory<double> values, bool keepMissing)
    {
        if (values.IsEmpty || (Center == 0 && Unit == 1 && Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(values.Span)) <= Largest)) return values;
        double fill = keepMissing ? double.NaN : Scale(Median);
        double[] scaled = new double[values.Length];
        ReadOnlySpan<double> source = values.Span;
        for (int row = 0; row < scaled.Length; row++) scaled[row] = double.IsNaN(source[row]) ? fill : Scale(source[row]);
        return scaled;
    }

    private double Scale(double value) => Math.Clamp((Math.Clamp(value, -Largest, Largest) - Center) / Unit, -Largest, Largest);

    private static double[] Each(int rows, Func<int, double> value)
    {
        var values = new double[rows];
        for (int row = 0; row < rows; row++) values[row] = value(row);
        return values;
    }
}
