namespace Mlops.Sdk;

/// <summary>How features are joined to labels by time.</summary>
public sealed record AsOfOptions
{
    /// <summary>The columns, which both sides have, that say whose features a label needs, such as a customer. A row that is missing one matches nothing.</summary>
    /// <value>None: every row of features is about everyone.</value>
    public ValueList<string> Keys { get; init; } = [];

    /// <summary>The time of a label: the moment at which the prediction would be made.</summary>
    /// <value>Null: the column of the labels with the role <see cref="ColumnRole.Time"/>.</value>
    public string? LabelTime { get; init; }

    /// <summary>The time of a row of features: the moment from which on it is true.</summary>
    /// <value>Null: the column of the features with the role <see cref="ColumnRole.Time"/>.</value>
    public string? FeatureTime { get; init; }

    /// <summary>How long after its time a row of features becomes known, at least zero: a nightly load, a report a week late. It is joined from then on.</summary>
    /// <value>Zero.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>How old, by its time, a row of features may be at the time of the label. Where the last known row is older, its features are missing.</summary>
    /// <value>Null: any age.</value>
    public TimeSpan? Tolerance { get; init; }

    /// <summary>Whether a row that becomes known at the very time of the label counts as known.</summary>
    /// <value>True. False where a feature of the same moment may be a consequence of what is predicted.</value>
    public bool AllowSameTime { get; init; } = true;

    /// <summary>What is put before the names of the features' columns.</summary>
    /// <value>Nothing.</value>
    public string Prefix { get; init; } = "";

    /// <summary>The name of a further column with the time of the row of features that was joined; its role is <see cref="ColumnRole.Ignored"/>.</summary>
    /// <value>Null: no such column.</value>
    public string? FeatureTimeAs { get; init; }

    /// <summary>The most threads that join.</summary>
    /// <value>Null: one for each processor.</value>
    public int? MaxThreads { get; init; }

    /// <summary>The most bytes that the join holds in memory, at least 16 MiB; the rest goes to <see cref="TempFolder"/>.</summary>
    /// <value>Null: 80 % of the machine's memory.</value>
    public long? MemoryLimit { get; init; }

    /// <summary>Where the join may put what does not fit into memory.</summary>
    /// <value>Null: the folder for temporary files of the system.</value>
    public string? TempFolder { get; init; }
}
