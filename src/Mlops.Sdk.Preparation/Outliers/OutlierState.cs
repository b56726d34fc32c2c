using System.Text.Json.Serialization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What is learnt of outliers.</summary>
internal sealed record OutlierState(int Rows, string Method, OutlierAction Action, FencedColumn[] Columns)
{
    /// <summary>The column by whose levels there are fences, or null.</summary>
    public string? GroupBy { get; init; }

    /// <summary>The levels that have fences of their own in some column.</summary>
    public required string[] Levels { get; init; }

    /// <summary>Whether limits are given and not learnt.</summary>
    public bool IsGiven { get; init; }
}

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
    public required double[] Box { get; init; }

    /// <summary>The robust standard deviation; null where it is 0.</summary>
    public double? Deviation { get; init; }

    /// <summary>The fences of the levels, in their order; null for a level with too few values or no spread. Empty where there are no groups.</summary>
    public required FencedGroup?[] Groups { get; init; }

    /// <summary>The name of the flag column, or null.</summary>
    public string? Flag { get; init; }

    /// <summary>How every value is transformed; null where none is.</summary>
    public ColumnScale? Scale { get; init; }

    /// <summary>All fences: that of the column, then those of the levels.</summary>
    public GroupFences Fences()
    {
        (double Low, double High)[] ends = [.. Enumerable.Range(-1, Groups.Length + 1).Select(FenceOf)];
        return new GroupFences(Array.ConvertAll(ends, end => end.Low), Array.ConvertAll(ends, end => end.High));
    }

    /// <summary>Whether any value can lie outside.</summary>
    [JsonIgnore]
    public bool HasFence => Low is not null || Groups.Any(group => group is not null);

    /// <summary>Whether the column is read when the step is applied.</summary>
    [JsonIgnore]
    public bool IsRead => HasFence || Scale is not null;

    /// <summary>Whether all is there and in order, as in one that was read from a file it may not be.</summary>
    [JsonIgnore]
    public bool IsWhole => Type is ColumnType.Number or ColumnType.Integer && Scale is not { IsWhole: false } && Box.Length is 0 or 5 && Low is null == High is null && (Low is null || Low <= High) && Groups.All(group => group is not { } own || own.Low <= own.High);

    /// <summary>What was learnt of a level, or null.</summary>
    /// <param name="group">The place of the level, or -1.</param>
    public FencedGroup? GroupOf(int group) => (uint)group < (uint)Groups.Length ? Groups[group] : null;

    /// <summary>The fence of a level: its own, or that of the column, or none.</summary>
    /// <param name="group">The place of the level, or -1.</param>
    public (double Low, double High) FenceOf(int group) => GroupOf(group) is { } own
        ? (own.Low, own.High)
        : (Low ?? double.NegativeInfinity, High ?? double.PositiveInfinity);
}

/// <summary>The fence of one column in one group.</summary>
/// <param name="Values">How many values were finite.</param>
/// <param name="Low">The fence.</param>
/// <param name="High">The fence.</param>
/// <param name="Median">The median.</param>
/// <param name="Deviation">The robust standard deviation; null where it is 0.</param>
[method: JsonConstructor]
internal readonly record struct FencedGroup(int Values, double Low, double High, double Median, double? Deviation = null);
