namespace Mlops.Sdk;

/// <summary>How a Parquet file is written.</summary>
public sealed record ParquetOptions
{
    /// <summary>How pages are compressed.</summary>
    /// <value>Zstandard.</value>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Zstandard;

    /// <summary>The rows of a row group, which is what is read at a time; between 2,048 and 10,000,000.</summary>
    /// <value>122,880.</value>
    public int RowGroupRows { get; init; } = 122_880;

    /// <summary>Whether times are written in nanoseconds (years 1677 to 2262) or in microseconds, which lose the last digit of ticks.</summary>
    /// <value>Null: in microseconds, where a time that would lose a digit is an error; a dataset is written in nanoseconds where that loses nothing.</value>
    public bool? Nanoseconds { get; init; }

    /// <summary>Whether roles and levels are written into the footer, for <see cref="DuckDbOptions.UseStoredSchema"/>; other programs pass over them.</summary>
    /// <value>True.</value>
    public bool StoreSchema { get; init; } = true;

    internal void Check()
    {
        if (RowGroupRows is < 2048 or > 10_000_000) throw new ArgumentOutOfRangeException(nameof(RowGroupRows), RowGroupRows, "RowGroupRows is between 2,048 and 10,000,000.");
        if (!Enum.IsDefined(Compression)) throw new ArgumentOutOfRangeException(nameof(Compression), Compression, "Compression is one of the values of ParquetCompression.");
    }
}
