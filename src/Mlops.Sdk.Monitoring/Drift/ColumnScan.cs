using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Gathers of a column, batch by batch, what a comparison needs: in memory that is bounded by the sample and the number of levels.</summary>
internal sealed class ColumnScan
{
    /// <summary>Brings a column into the type that is gathered, or null where its values cannot be read so.</summary>
    public Func<Column, Column?>? Read { get; init; }

    public LevelTally? Levels { get; init; }

    /// <summary>Stands in for <see cref="Levels"/> when there are too many of them.</summary>
    public LevelSample? SampledLevels { get; init; }

    public NumberSample? Numbers { get; init; }

    public long Rows { get; private set; }

    /// <summary>Rows without a value. A NaN that is a value of the data has no place on the number line and is no level: it counts here.</summary>
    public long Missing { get; private set; }

    /// <summary>The type of the values that could not be read.</summary>
    public ColumnType? Unreadable { get; private set; }

    public void Add(Column column, ReadOnlySpan<RowPlacement> placed)
    {
        Rows += column.Length;
        if (Unreadable is not null) return;
        if ((Read is null ? column : Read(column)) is not { } readable)
        {
            Unreadable = column.Type;
            return;
        }

        Missing += readable is NumberColumn numbers ? Descriptive.CountMissing(numbers.Values) : readable.MissingCount;
        Levels?.Add(readable);
        SampledLevels?.Add(readable, placed);
        Numbers?.Add(readable, placed);
    }

    /// <summary>How often each level occurs: in all rows, or in the sampled rows when there are too many levels.</summary>
    public SortedDictionary<string, long> LevelCounts()
    {
        if (!Levels!.IsOver) return Levels.ToCounts();
        return SampledLevels?.ToCounts() ?? throw new InvalidOperationException("The batches of the source have levels that its schema does not state. A source states all levels of a column or none.");
    }
}
