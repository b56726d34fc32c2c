using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Mlops.Sdk;

/// <summary>What the file of a detector says of one column. The values of a column of numbers are an entry of their own.</summary>
internal sealed record DriftColumnState
{
    public required string Name { get; init; }

    public required ColumnType Type { get; init; }

    /// <summary>How it is compared: <c>numbers</c>, <c>levels</c> or <c>text</c> (not at all).</summary>
    public required string Compared { get; init; }

    public required long Missing { get; init; }

    /// <summary>How many texts there may be at most; for <c>text</c>.</summary>
    public int? Limit { get; init; }

    /// <summary>The levels in ordinal order; for <c>levels</c>.</summary>
    public string[]? Levels { get; init; }

    /// <summary>How often each level occurs.</summary>
    public long[]? Counts { get; init; }

    public delegate ReadOnlySpan<byte> Entry();

    public static DriftColumnState Of(ColumnBaseline column)
    {
        var state = new DriftColumnState { Name = column.Name, Type = column.Type, Missing = column.Missing, Compared = "numbers" };
        return column switch
        {
            LevelBaseline levels => state with { Compared = "levels", Levels = [.. levels.Counts.Keys], Counts = [.. levels.Counts.Values] },
            OpaqueBaseline text => state with { Compared = "text", Limit = text.Limit },
            _ => state,
        };
    }

    /// <summary>The baseline, after a check that everything about it can be.</summary>
    /// <param name="state">The whole.</param>
    /// <param name="most">The most values of a column of numbers.</param>
    /// <param name="entry">Reads the entry of the column.</param>
    /// <exception cref="FormatException">Something cannot be.</exception>
    public ColumnBaseline ToBaseline(DriftState state, long most, Entry entry)
    {
        Require(!string.IsNullOrEmpty(Name) && Enum.IsDefined(Type), "name or type of a column");
        Require(Missing >= 0 && Missing <= state.Rows, $"number of missing rows of column '{Name}'");
        switch (Compared)
        {
            case "levels":
                Require(Levels is not null && Counts is not null && Levels.Length == Counts.Length && !Levels.Contains(null!) && Array.TrueForAll(Counts, count => count > 0), $"list of levels of column '{Name}'");
                Require(Levels.Zip(Levels.Skip(1), string.CompareOrdinal).All(order => order < 0), $"order of levels of column '{Name}'");
                Require(Counts.Aggregate(0.0, (sum, count) => sum + count) <= state.Rows - Missing, $"counts of levels of column '{Name}'");
                var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
                for (int i = 0; i < Levels.Length; i++) counts.Add(Levels[i], Counts[i]);
                return new LevelBaseline(Name, Type, state.Rows, Missing, counts);
            case "text":
                return new OpaqueBaseline(Name, Type, state.Rows, Missing, Limit ?? 0);
            case "numbers":
                Require(Type is ColumnType.Number or ColumnType.Integer or ColumnType.Timestamp, $"type of column '{Name}'");
                return NumberBaseline.Of(Name, Type, state.Rows, Missing, Unpack(entry(), most), state.Options.Bins);
            default:
                throw new FormatException($"The stored way to compare column '{Name}' is '{Compared}', which is not known.");
        }
    }

    public static byte[] Pack(ReadOnlySpan<double> values)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        return bytes;
    }

    public static void Require([DoesNotReturnIf(false)] bool sound, string what)
    {
        if (!sound) throw new FormatException($"The stored {what} cannot be.");
    }

    private double[] Unpack(ReadOnlySpan<byte> bytes, long most)
    {
        Require(bytes.Length % sizeof(double) == 0 && bytes.Length / sizeof(double) <= most, $"number of values of column '{Name}'");
        var values = new double[bytes.Length / sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
            Require(!double.IsNaN(values[i]) && (i == 0 || values[i] >= values[i - 1]), $"order of values of column '{Name}'");
        }

        return values;
    }
}
