namespace Mlops.Sdk;

/// <summary>What is learnt of outliers.</summary>
internal sealed record OutlierState(int Rows, string Method, OutlierAction Action, FencedColumn[] Columns);

/// <summary>The fence of one column, and how its training values lay.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Number or integer.</param>
/// <param name="Values">How many values were not missing.</param>
/// <param name="Below">How many lay below the fence.</param>
/// <param name="Above">How many lay above it.</param>
internal sealed record FencedColumn(string Name, ColumnType Type, int Values, int Below, int Above)
{
    /// <summary>The fence, rounded inwards for integers; null where there is none.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Least, first quartile, median, third quartile, greatest of the finite values; empty where there is none.</summary>
    public double[] Box { get; init; } = [];

    /// <summary>The name of the flag column, or null.</summary>
    public string? Flag { get; init; }
}
