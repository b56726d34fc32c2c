namespace Mlops.Sdk;

/// <summary>How data is held against rules.</summary>
public sealed record ValidationOptions
{
    /// <summary>Only rules that are in force here are looked at, such as <c>train</c> or <c>serve</c>.</summary>
    /// <value>Null: every rule.</value>
    public string? Environment { get; init; }

    /// <summary>Whether examples show the values of rows. Numbers of rows, counts and statistics are always shown.</summary>
    /// <value>True.</value>
    public bool ShowValues { get; init; } = true;

    /// <summary>How many rows are shown of a rule that is broken, 0 to 100.</summary>
    /// <value>5.</value>
    public int MaxExamples { get; init => field = value is >= 0 and <= ExampleList.Most ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Examples are 0 to {ExampleList.Most}."); } = 5;

    /// <summary>The columns that <see cref="Rule.InReference"/> speaks of, by the name that it gives them.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, Column> References { get; init; } = new Dictionary<string, Column>();

    /// <summary>The table before, with which <see cref="Rule.Distance"/> compares: its summary, as <see cref="DatasetSummary.Compute(DataSource, DatasetSummaryOptions?, CancellationToken)"/>, a <see cref="ProfileSummary"/> (<see cref="ProfileSummary.Summary"/>) or a history (<see cref="ProfileHistory"/>) gives it.</summary>
    /// <value>Null: not known.</value>
    public DatasetSummary? Previous { get; init; }

    /// <summary>The number of rows of the table before, of which <see cref="Rule.RowCountRatio"/> speaks; 0 or more.</summary>
    /// <value>Null: that of <see cref="Previous"/>, if there is one.</value>
    public long? PreviousRowCount { get; init => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A table has 0 rows or more."); }

    /// <summary>How many different values are held at once for a rule on uniqueness or on distinct values: 16 to 100,000,000, each about 14 to 27 bytes (texts and combinations twice that).</summary>
    /// <value>4,194,304.</value>
    public int UniqueKeys { get; init => field = value is >= 16 and <= 100_000_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Keys held at once are 16 to 100,000,000."); } = 4_194_304;

    /// <summary>How often the data may be read when more different values come than are held at once, 1 to 64. Where it does not suffice, a rule is undecided, and never passed unseen.</summary>
    /// <value>8.</value>
    public int MaxPasses { get; init => field = value is >= 1 and <= 64 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Passes are 1 to 64."); } = 8;

    /// <summary>Broken rules that somebody knows of and lives with: shown as accepted, and <see cref="ValidationReport.Passed"/> in spite of them. Rows that break them are set aside all the same.</summary>
    /// <value>None.</value>
    public AcceptedFindings Accepted { get; init; } = new();

    /// <summary>The least severity of a rule whose rows are set aside by <see cref="DataRules.Split"/>.</summary>
    /// <value>Error.</value>
    public Severity SetAsideFrom { get; init; } = Severity.Error;
}
