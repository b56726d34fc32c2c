using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How files and queries are read through DuckDB.</summary>
/// <remarks>
/// <para>What the types of DuckDB become:</para>
/// <list type="bullet">
/// <item><description>Integer: every whole number of up to 64 bits with sign or 32 without, DECIMAL without fraction of up to 18 digits, exact. UBIGINT, HUGEINT (which SUM of integers gives) and longer DECIMAL without fraction, when every value fits into 64 bits with sign; otherwise Number.</description></item>
/// <item><description>Number: DOUBLE, FLOAT, DECIMAL with a fraction (the nearest double), TIME as seconds since midnight. NULL is missing; a NaN is a value.</description></item>
/// <item><description>Flag: BOOLEAN.</description></item>
/// <item><description>Timestamp: DATE (its midnight), TIMESTAMP of every unit (nanoseconds are cut to ticks of 100), TIMESTAMP WITH TIME ZONE in UTC. A TIMESTAMP without a zone is taken as it is. Years 1 to 9999.</description></item>
/// <item><description>Category: ENUM with its levels, and VARCHAR whose values repeat by the rule of <c>Dataset.FromCsv</c>, with levels in ordinal order.</description></item>
/// <item><description>Text: other VARCHAR, UUID, BLOB as hexadecimal digits, LIST, STRUCT, MAP, ARRAY and UNION as JSON, INTERVAL, BIT and the rest as DuckDB writes them.</description></item>
/// </list>
/// </remarks>
public sealed record DuckDbOptions
{
    /// <summary>The column to predict.</summary>
    /// <value>None.</value>
    public string? Label { get; init; }

    /// <summary>The column that names a row.</summary>
    /// <value>None.</value>
    public string? Id { get; init; }

    /// <summary>The column of weights.</summary>
    /// <value>None.</value>
    public string? Weight { get; init; }

    /// <summary>The column of what belongs together.</summary>
    /// <value>None.</value>
    public string? Group { get; init; }

    /// <summary>The column of when a row was observed.</summary>
    /// <value>None.</value>
    public string? Time { get; init; }

    /// <summary>Columns that are carried along and never learnt from.</summary>
    /// <value>None.</value>
    public ValueList<string> Ignore { get; init; } = [];

    /// <summary>The columns to read, in this order; nothing is decoded of the others.</summary>
    /// <value>None: every column.</value>
    public ValueList<string> Columns { get; init; } = [];

    /// <summary>A schema to read by: its columns have its types and roles. Other settings of type and role come on top of it.</summary>
    /// <value>None.</value>
    public Schema? Schema { get; init; }

    /// <summary>Declared types by column name; they always win.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, ColumnType> Types { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>Whether strings whose values repeat become categories. Finding out takes a pass over the columns of strings, which ends early for those that are text; without it they are all text.</summary>
    /// <value>True.</value>
    public bool FindCategories { get; init; } = true;

    /// <summary>The most levels that a category may have that is found.</summary>
    /// <value>32768.</value>
    public int MaxCategoryLevels { get; init; } = StringColumns.MaxLevels;

    /// <summary>What is done with a value that does not fit a declared type, or a time outside of the years 1 to 9999.</summary>
    /// <value>An error.</value>
    public BadValueHandling OnBadValue { get; init; } = BadValueHandling.Error;

    /// <summary>Whether a Parquet file that was written by <c>SaveParquet</c> gives its roles and levels back.</summary>
    /// <value>True.</value>
    public bool UseStoredSchema { get; init; } = true;

    /// <summary>Whether columns of the files of a pattern are matched by name over all files, where a file that lacks one is missing there. Otherwise every file has the columns of the first.</summary>
    /// <value>False.</value>
    public bool UnionByName { get; init; }

    /// <summary>Whether folders named <c>key=value</c> are columns.</summary>
    /// <value>Null: when the paths look like it.</value>
    public bool? HivePartitions { get; init; }

    /// <summary>CSV: what separates fields.</summary>
    /// <value>Null: found from a sample.</value>
    public char? Delimiter { get; init; }

    /// <summary>CSV: whether the first record holds the names of the columns; without them they are <c>c0</c>, <c>c1</c>, ...</summary>
    /// <value>True; null finds out from a sample.</value>
    public bool? HasHeader { get; init; } = true;

    /// <summary>CSV: unquoted values that mean missing.</summary>
    /// <value>Those of <see cref="CsvOptions"/>.</value>
    public ValueList<string> NullSpellings { get; init; } = new CsvOptions().NullSpellings;

    /// <summary>CSV and JSON: the rows from which types are found. A later value that does not fit is an error, which tells to declare the type or to raise this.</summary>
    /// <value>20480; null looks at every row, which takes another pass.</value>
    public int? SampleRows { get; init; } = 20480;

    /// <summary>Whether a query may read the files alone that it is given by name. Then a path inside of the SQL is refused, whoever wrote it.</summary>
    /// <value>False: the SQL is the caller's own, and may read what this process may.</value>
    public bool OnlyNamedFiles { get; init; }

    /// <summary>The most threads that read.</summary>
    /// <value>Null: one for each processor.</value>
    public int? MaxThreads { get; init; }

    /// <summary>The most bytes that DuckDB holds in memory, at least 16 MiB; what joins, sorts and groups need beyond that goes to <see cref="TempFolder"/>.</summary>
    /// <value>Null: 80 % of the machine's memory.</value>
    public long? MemoryLimit { get; init; }

    /// <summary>Where DuckDB may put what does not fit into memory, in a folder of its own that is removed afterwards.</summary>
    /// <value>Null: the folder for temporary files of the system.</value>
    public string? TempFolder { get; init; }

    internal int Threads => Math.Max(1, MaxThreads ?? Environment.ProcessorCount);

    internal void Check()
    {
        if (MaxThreads < 1) throw new ArgumentOutOfRangeException(nameof(MaxThreads), MaxThreads, "MaxThreads is at least 1.");
        if (MemoryLimit < 16 << 20) throw new ArgumentOutOfRangeException(nameof(MemoryLimit), MemoryLimit, "MemoryLimit is at least 16 MiB.");
        if (SampleRows < 1) throw new ArgumentOutOfRangeException(nameof(SampleRows), SampleRows, "SampleRows is at least 1; null looks at every row.");
        if (MaxCategoryLevels < 0) throw new ArgumentOutOfRangeException(nameof(MaxCategoryLevels), MaxCategoryLevels, "MaxCategoryLevels is at least 0.");
        if (Delimiter is { } delimiter && (delimiter is '"' or '\r' or '\n' or '\0' || delimiter > 127)) throw new ArgumentException($"Delimiter '{delimiter}' is a quote, a line end or no ASCII character. Give a character such as ',' or ';'.");
    }
}
