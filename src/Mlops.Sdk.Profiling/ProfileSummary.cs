namespace Mlops.Sdk;

/// <summary>What a profile is made of, gathered batch by batch: the summary of every column, and how well every feature alone tells the classes of the label apart. The parts of a whole can be merged.</summary>
/// <remarks>One writer at a time. The same seed and the same batches give the same report on any number of threads.</remarks>
public sealed class ProfileSummary
{
    private readonly LabelSeparation _separation;

    /// <summary>An empty summary.</summary>
    /// <param name="schema">Names, types and roles of the columns.</param>
    /// <param name="options">What is kept, shown and found worth a word; the defaults when null.</param>
    public ProfileSummary(Schema schema, ProfileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Options = options ?? new();
        Summary = new DatasetSummary(schema, Options.Summary);
        _separation = new LabelSeparation(schema, Options.Summary);
    }

    /// <summary>What is kept, shown and found worth a word.</summary>
    public ProfileOptions Options { get; }

    /// <summary>The summary of the columns.</summary>
    public DatasetSummary Summary { get; }

    /// <summary>Adds rows.</summary>
    /// <param name="batch">Rows with the columns of the schema.</param>
    /// <exception cref="MlopsException">MLO1050: columns are missing or have another type.</exception>
    public void Add(Dataset batch)
    {
        Summary.Add(batch);
        _separation.Add(batch);
    }

    /// <summary>Adds what a summary of other rows of the same columns has seen; that one does not change.</summary>
    /// <param name="other">The summary of other rows.</param>
    /// <exception cref="ArgumentException">The columns or what is kept of them differ.</exception>
    public void Merge(ProfileSummary other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Summary.Merge(other.Summary);
        _separation.Merge(other._separation);
    }

    /// <summary>The report on what was added so far. Nothing is added afterwards: the report looks at this summary.</summary>
    public ProfileReport ToReport() => ProfileReport.Create(Summary, Options, LabelFindings.Of(Summary, _separation.Strengths(), Options));
}
