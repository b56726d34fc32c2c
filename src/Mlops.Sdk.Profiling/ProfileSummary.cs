using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What a profile is made of, gathered batch by batch: the summary of every column, and how well every feature alone tells the classes of the label apart. The parts of a whole can be merged.</summary>
/// <remarks>One writer at a time. The same seed and the same batches give the same report on any number of threads.</remarks>
public sealed partial class ProfileSummary
{
    private readonly LabelSeparation _separation;
    private readonly TableRows _rows;
    private readonly MissingRows _missing;
    private readonly TextProfiles _texts;
    private readonly RowWeights? _weights;
    private readonly TimeRows? _time;
    private readonly VectorRows? _vectors;
    private readonly RowEnds _ends;
    private readonly MetricRows _metrics;
    private readonly ImmutableArray<ProfilePart> _parts;

    /// <summary>An empty summary.</summary>
    /// <param name="schema">Names, types and roles of the columns.</param>
    /// <param name="options">What is kept, shown and found worth a word; the defaults when null.</param>
    /// <param name="firstRow">Where the first row stands in the whole, from 0, when this is for a part of it and that is known: the sample of rows of all parts together then does not depend on how the whole was cut. Null when it is not known.</param>
    public ProfileSummary(Schema schema, ProfileOptions? options = null, long? firstRow = null)
        : this(new DatasetSummary(schema, (options ?? new()).Summary), options ?? new(), firstRow)
    {
    }

    private ProfileSummary(DatasetSummary summary, ProfileOptions options, long? firstRow = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow ?? 0, nameof(firstRow));
        options.Check();
        Options = options;
        Summary = summary;
        _separation = new LabelSeparation(summary.Schema, options.Summary);
        _rows = new TableRows(summary.Schema, options, firstRow);
        _missing = new MissingRows(summary.Schema);
        _texts = new TextProfiles(summary.Schema);
        _weights = RowWeights.For(summary.Schema, options);
        _time = options.Detail == ProfileDetail.Full ? TimeRows.For(summary.Schema, options) : null;
        _vectors = options.Detail == ProfileDetail.Full ? VectorRows.For(summary.Schema, options) : null;
        _ends = new RowEnds(summary.Schema, options.ExampleRows);
        _metrics = new MetricRows(summary.Schema, options.Metrics);
        ProfilePart?[] parts = options.Detail == ProfileDetail.Full ? [_separation, _rows, _missing, _texts, _weights, _time, _vectors, _ends, _metrics] : [_weights, _metrics];
        _parts = [.. parts.OfType<ProfilePart>()];
    }

    /// <summary>What is kept, shown and found worth a word.</summary>
    public ProfileOptions Options { get; }

    /// <summary>The summary of the columns.</summary>
    public DatasetSummary Summary { get; }

    /// <summary>Adds rows. Some are kept, not copied: a batch that is lent (<see cref="DataSource.LendBatches"/>) has to be copied before.</summary>
    /// <param name="batch">Rows with the columns of the schema.</param>
    /// <exception cref="MlopsException">MLO1050: columns are missing or have another type.</exception>
    public void Add(Dataset batch)
    {
        Summary.Add(batch);
        foreach (ProfilePart part in _parts) part.Add(batch);
    }

    /// <summary>Whether batches are lent: what is kept of them is copied.</summary>
    internal bool AreLent { init => _rows.AreLent = value; }

    /// <summary>Adds batches one after the other, which costs less than each by itself where they are small.</summary>
    internal void Add(IReadOnlyList<Dataset> batches)
    {
        Summary.Add(batches);
        foreach (ProfilePart part in _parts)
            foreach (Dataset batch in batches) part.Add(batch);
    }

    /// <summary>Adds what a summary of other rows of the same columns has seen; that one does not change.</summary>
    /// <param name="other">The summary of other rows, which come after these.</param>
    /// <exception cref="ArgumentException">The columns or what is kept of them differ.</exception>
    public void Merge(ProfileSummary other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Options.Detail != other.Options.Detail) throw new ArgumentException($"The profiles differ in detail: {Options.Detail} and {other.Options.Detail}.", nameof(other));
        if (!Summary.Schema.Select(field => (field.Name, field.Role)).SequenceEqual(other.Summary.Schema.Select(field => (field.Name, field.Role))))
            throw new ArgumentException($"The profiles are of different columns or roles: {Summary.Schema}; and {other.Summary.Schema}.", nameof(other));
        if ((Options.SampleRows, Options.SampleCells) != (other.Options.SampleRows, other.Options.SampleCells))
            throw new ArgumentException($"The profiles keep different samples of rows: {Options.SampleRows} rows, {Options.SampleCells} values; and {other.Options.SampleRows} rows, {other.Options.SampleCells} values.", nameof(other));
        if (Options.ExampleRows != other.Options.ExampleRows) throw new ArgumentException($"The profiles keep {Options.ExampleRows} and {other.Options.ExampleRows} example rows.", nameof(other));
        Summary.Merge(other.Summary);
        for (int i = 0; i < _parts.Length; i++) _parts[i].Merge(other._parts[i]);
    }

    /// <summary>The report on what was added so far. Nothing is added afterwards: the report looks at this summary.</summary>
    public ProfileReport ToReport() => ToReport(null, null, default);

    internal ProfileReport ToReport(Dataset? table, RunContext? context, CancellationToken cancellationToken, IReadOnlyCollection<string>? sensitive = null)
    {
        bool full = Options.Detail == ProfileDetail.Full;
        return ProfileReport.Create(Summary, Options, context ?? RunContext.Default, full ? TableFacts.Of(_rows, _ends, Summary, _separation, Options, table, cancellationToken) : TableFacts.None, full ? _separation.Strengths() : [], full ? _missing : null, full ? _texts : null, Modes());

        ProfileModes Modes() => new(_weights, _time is null ? null : SeriesAnalysis.Of(_time, Options.Thresholds, cancellationToken), _vectors, () => _rows.ToRows(table), sensitive, _metrics);
    }
}
