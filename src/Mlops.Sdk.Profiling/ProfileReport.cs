using System.Collections.Immutable;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>What is in a table, and whether it can be trusted.</summary>
public sealed class ProfileReport : Report
{
    internal const int MostPairs = 1225;

    private readonly DatasetSummary _summary;

    private ProfileReport(DatasetSummary summary, ImmutableArray<ColumnProfile> columns, ImmutableArray<ColumnPair> pairs, TableFacts facts, IEnumerable<Finding> findings)
        : base("Profile", findings)
    {
        _summary = summary;
        Columns = columns;
        Correlations = pairs;
        SampledRows = facts.SampledRows;
        Associations = facts.Associations;
        MissingPairs = facts.MissingPairs;
        CandidateKeys = facts.Keys;
        Dependencies = facts.Dependencies;
        Duplicates = facts.Duplicates;
        Target = facts.Target;
    }

    /// <inheritdoc/>
    public override string Kind => "profile";

    /// <summary>The number of rows.</summary>
    public long RowCount => _summary.RowCount;

    /// <summary>The columns in the order of the table.</summary>
    public ImmutableArray<ColumnProfile> Columns { get; }

    /// <summary>Pearson's correlation of numeric columns over the rows in which both are there; the 1,225 strongest pairs, strongest first. With more numeric columns than <see cref="DatasetSummaryOptions.CorrelationColumns"/> those of <see cref="Associations"/>.</summary>
    public ImmutableArray<ColumnPair> Correlations { get; }

    /// <summary>
    /// How columns go together, strongest first: all pairs up to <see cref="ProfileOptions.AssociationColumns"/> columns, beyond that the strongest <see cref="ProfileOptions.Associations"/> of those that a screen of rank correlations finds.
    /// Left out are identifiers, constants and texts that hardly repeat. Empty by <see cref="ProfileDetail.Standard"/>.
    /// </summary>
    public ImmutableArray<Association> Associations { get; }

    /// <summary>Columns that are missing in the same rows or in different ones, strongest first; the 500 strongest of the first 1,000 columns with missing rows. Empty by <see cref="ProfileDetail.Standard"/>.</summary>
    public ImmutableArray<MissingPair> MissingPairs { get; }

    /// <summary>Columns that name a row, alone or two or three together, none of which can be left out; numbers with fractions are not tried. Combinations that chance alone would make unique are left out. At most 20.</summary>
    public ImmutableArray<CandidateKey> CandidateKeys { get; }

    /// <summary>Columns that determine others but for a share of rows (<see cref="ProfileOptions.DependencyViolation"/>), fewest violations first, at most 100. Constants, keys and columns that chance alone would determine are left out.</summary>
    public ImmutableArray<ColumnDependency> Dependencies { get; }

    /// <summary>Repeated rows, and labels that contradict each other; null by <see cref="ProfileDetail.Standard"/>.</summary>
    public DuplicateProfile? Duplicates { get; }

    /// <summary>What every feature says of the label; null without a label that varies, for a timestamp, and by <see cref="ProfileDetail.Standard"/>.</summary>
    public TargetProfile? Target { get; }

    /// <summary>How many rows <see cref="Associations"/>, <see cref="Dependencies"/> and <see cref="Target"/> rest on: all, or a uniform sample.</summary>
    public long SampledRows { get; }

    /// <summary>How two columns go together; null when the pair is not among <see cref="Associations"/>.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">Another one.</param>
    public Association? Association(string first, string second) => Associations.FirstOrDefault(pair => (pair.A == first && pair.B == second) || (pair.A == second && pair.B == first));

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public ColumnProfile this[string name]
    {
        get
        {
            int index = _summary.Schema.IndexOf(name);
            return index >= 0 ? Columns[index] : throw new ArgumentException($"There is no column '{name}'.{(_summary.Schema.NearestName(name) is { } near ? $" Did you mean '{near}'?" : "")}", nameof(name));
        }
    }

    /// <summary>The profile of a summary, which may be the merge of the summaries of many parts. It knows no classes: features that give a class away are found by a <see cref="ProfileSummary"/>, which merges too.</summary>
    public static ProfileReport FromSummary(DatasetSummary summary, ProfileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        options ??= new ProfileOptions();
        return Create(summary, options, TableFacts.None(summary, options), null);
    }

    internal static ProfileReport Create(DatasetSummary summary, ProfileOptions options, TableFacts facts, TextProfiles? texts)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var contents = new ColumnContents(summary, texts, options);
        facts = FactRedaction.Of(facts, summary.Schema, contents.Redactor);
        ImmutableArray<ColumnProfile> columns = [.. summary.Columns.Select((column, index) => new ColumnProfile(column, options, contents.Of(index)))];
        ImmutableArray<ColumnPair> pairs = summary.HasCorrelations ? ColumnPairs.Of(summary, MostPairs) : ColumnPairs.Of(facts.Associations, MostPairs);
        return new ProfileReport(summary, columns, pairs, facts, ProfileFindings.Of(columns, pairs, options).Concat(facts.Findings));
    }

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => ProfileContent.Build(this);

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ProfileJson.Write(writer, this);
    }
}
