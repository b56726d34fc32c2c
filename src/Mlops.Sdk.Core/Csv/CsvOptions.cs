using System.Text;

namespace Mlops.Sdk;

/// <summary>How a CSV or TSV file is read. Every default suits a comma-separated UTF-8 file with a header.</summary>
/// <remarks>
/// <para>Types are inferred over the whole file, per column, in this order; one value that does not fit takes the column to the next:</para>
/// <list type="bullet">
/// <item><description>Integer: digits with an optional sign that fit into 64 bits. <c>007</c> and <c>-0</c> are not integers; whole numbers beyond 64 bits leave the column as strings unless it also holds fractions.</description></item>
/// <item><description>Number: digits with the decimal mark, an exponent, <c>inf</c>, <c>NaN</c>. Leading zeros (<c>007.5</c>), thousands separators, currency and percent signs make a string: <c>1,5</c> never becomes 15.</description></item>
/// <item><description>Timestamp: ISO 8601 dates and times with <c>-</c> or <c>/</c> (year first), <c>15 Jan 2024</c>, <c>15-Jan-2024</c>, and <see cref="TimestampFormats"/>. Day/month and month/day are not guessed.</description></item>
/// <item><description>Flag: only <c>true</c> and <c>false</c>, or only <c>yes</c> and <c>no</c>, in any case. 0 and 1 stay integers.</description></item>
/// <item><description>Category: at most <see cref="MaxCategoryLevels"/> different strings of at most 256 characters, each twice on average (one or two may be rarer; for a label only the number of levels counts). The levels are in ordinal order.</description></item>
/// <item><description>Text: everything else, and a column without any value.</description></item>
/// </list>
/// <para>A quoted null spelling is a value in a column of strings and missing in any other column.</para>
/// </remarks>
public sealed record CsvOptions
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

    /// <summary>A schema to read by: its columns have its types and roles, for example a test file by the schema of the training data. Other settings of type and role come on top of it.</summary>
    /// <value>None.</value>
    public Schema? Schema { get; init; }

    /// <summary>Declared types by column name; they always win over inference.</summary>
    /// <value>None: every type is inferred.</value>
    public IReadOnlyDictionary<string, ColumnType> Types { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>What separates fields: an ASCII character.</summary>
    /// <value>Null: whichever of comma, semicolon, tab and bar divides the first records most evenly.</value>
    public char? Delimiter { get; init; }

    /// <summary>What encloses fields: an ASCII character. Doubled inside, it stands for itself.</summary>
    /// <value>The double quote.</value>
    public char Quote { get; init; } = '"';

    /// <summary>Lines that begin with this ASCII character are left out.</summary>
    /// <value>Null: there are no comments.</value>
    public char? Comment { get; init; }

    /// <summary>Lines to leave out at the beginning of the file.</summary>
    /// <value>0.</value>
    public int SkipRows { get; init; }

    /// <summary>Whether the first record holds the column names. Without a header they are <c>c0</c>, <c>c1</c>, ...</summary>
    /// <value>True; null takes the first record for a header unless it holds a number, a timestamp or a null spelling.</value>
    public bool? HasHeader { get; init; } = true;

    /// <summary>The names of the columns of a file without a header, one for each field.</summary>
    /// <value>None: c0, c1, ...</value>
    public IReadOnlyList<string> ColumnNames { get; init; } = [];

    /// <summary>The encoding of the file.</summary>
    /// <value>Null: as the byte order mark says, otherwise UTF-8.</value>
    public Encoding? Encoding { get; init; }

    /// <summary>The decimal mark: a dot or a comma.</summary>
    /// <value>A dot.</value>
    public char DecimalMark { get; init; } = '.';

    /// <summary>Unquoted values that mean missing, in any column. Case-sensitive.</summary>
    /// <value>Empty, NA, N/A, n/a, #N/A, NaN, nan, NULL, null and the question mark.</value>
    public ValueList<string> NullSpellings { get; init; } = ["", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "?"];

    /// <summary>Values that mean missing in a column of numbers, flags or timestamps, and are themselves in a column of strings.</summary>
    /// <value>None, none, a hyphen, two hyphens and a dot.</value>
    public ValueList<string> NumericNullSpellings { get; init; } = ["None", "none", "-", "--", "."];

    /// <summary>Whether spaces and tabs around an unquoted field, and around the quotes of a quoted one, are left out.</summary>
    /// <value>True.</value>
    public bool TrimWhitespace { get; init; } = true;

    /// <summary>.NET formats of timestamps that ISO 8601 does not cover, such as <c>d/M/yyyy H:mm</c>; by the invariant culture, tried after ISO 8601.</summary>
    /// <value>None.</value>
    public ValueList<string> TimestampFormats { get; init; } = [];

    /// <summary>The most levels that an inferred category may have.</summary>
    /// <value>32768.</value>
    public int MaxCategoryLevels { get; init; } = TextOrCategory.MaxLevels;

    /// <summary>What is done with a value that does not fit a declared type.</summary>
    /// <value>An error.</value>
    public BadValueHandling OnBadValue { get; init; } = BadValueHandling.Error;

    /// <summary>What is done with a record of too few or too many fields.</summary>
    /// <value>An error.</value>
    public FieldCountHandling OnWrongFieldCount { get; init; } = FieldCountHandling.Error;

    /// <summary>What is done with a header that gives a name twice or leaves one empty.</summary>
    /// <value>An error.</value>
    public DuplicateNameHandling OnDuplicateNames { get; init; } = DuplicateNameHandling.Error;

    /// <summary>What is done with bytes that are not valid in the encoding of the file.</summary>
    /// <value>An error.</value>
    public InvalidTextHandling InvalidUtf8 { get; init; } = InvalidTextHandling.Error;

    /// <summary>The most bytes that one record may have; it bounds what a quote that is never closed makes the reader hold. At most 512 MiB.</summary>
    /// <value>64 MiB.</value>
    public int MaxRecordBytes { get; init; } = 64 << 20;

    /// <summary>Told the fraction of the file that has been read, from 0 to 1.</summary>
    /// <value>Null.</value>
    public IProgress<double>? Progress { get; init; }

    /// <summary>The most threads that parse. The result does not depend on it.</summary>
    /// <value>Null: one for each processor.</value>
    public int? MaxThreads { get; init; }

    /// <summary>The bytes of a block, which one thread parses at a time. The result does not depend on it.</summary>
    /// <value>1 MiB.</value>
    public int BlockBytes { get; init; } = 1 << 20;

    internal int Threads => MaxThreads ?? Environment.ProcessorCount;
}
