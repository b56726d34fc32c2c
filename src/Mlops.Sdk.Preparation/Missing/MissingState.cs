using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What is learnt of missing values.</summary>
internal sealed record MissingState(int Rows, ImputedColumn[] Columns)
{
    /// <summary>What draws follow from; null where nothing is drawn.</summary>
    public ulong? Seed { get; init; }

    public NeighborState? Neighbors { get; init; }

    public ChainState? Chain { get; init; }
}

/// <summary>What one column is filled with: one of number, integer (also ticks), flag and text, by its type.</summary>
internal sealed record ImputedColumn(string Name, ColumnType Type, string Method, int MissingRows)
{
    public double? Number { get; init; }

    public long? Integer { get; init; }

    public bool? Flag { get; init; }

    public string? Text { get; init; }

    /// <summary>Whether it has the value of its type, as one that was read from a file may not.</summary>
    [JsonIgnore]
    public bool IsWhole => Type switch
    {
        ColumnType.Number => Number is not null,
        ColumnType.Integer => Integer is not null,
        ColumnType.Timestamp => Integer is >= 0 && Integer <= DateTime.MaxValue.Ticks,
        ColumnType.Flag => Flag is not null,
        _ => Text is not null,
    };

    /// <summary>What it is filled with in words, where that differs from row to row; its own value is then the last resort.</summary>
    public string? Source { get; init; }

    public DrawnValues? Draws { get; init; }

    /// <summary>The name of the flag column, or null for none.</summary>
    public string? Indicator { get; init; }
}
