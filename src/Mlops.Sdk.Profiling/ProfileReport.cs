using System.Collections.Immutable;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>What is in a table, and whether it can be trusted.</summary>
public sealed class ProfileReport : Report
{
    internal const int MostPairs = 1225;

    private readonly ProfileFacts _facts;

    private ProfileReport(ProfileFacts facts, IEnumerable<Finding> findings)
        : base("Profile", findings) => _facts = facts;

    /// <summary>Every kind of finding that a profile can make, by code.</summary>
    public static ImmutableArray<FindingKind> FindingKinds => FindingCatalog.All;

    /// <inheritdoc/>
    public override string Kind => "profile";

    /// <summary>The number of rows.</summary>
    public long RowCount => _facts.Rows;

    /// <summary>The columns in the order of the table.</summary>
    public ImmutableArray<ColumnProfile> Columns => _facts.Columns;

    /// <summary>How many bytes the table takes in memory as a <see cref="Dataset"/>: <see cref="ColumnProfile.MemoryBytes"/> of all columns; null where that of one is not known.</summary>
    public long? MemoryBytes => Columns.Aggregate((long?)0, (sum, column) => sum + column.MemoryBytes);

    /// <summary>Pearson's correlation of numeric columns over the rows in which both are there; the 1,225 strongest pairs, strongest first. With more numeric columns than <see cref="DatasetSummaryOptions.CorrelationColumns"/> those of <see cref="Associations"/>.</summary>
    public ImmutableArray<ColumnPair> Correlations => _facts.Correlations;

    /// <summary>
    /// How columns go together, strongest first: all pairs up to <see cref="ProfileOptions.AssociationColumns"/> columns, beyond that the strongest <see cref="ProfileOptions.Associations"/> of those that a screen of rank correlations finds.
    /// Left out are identifiers, constants and texts that hardly repeat. Empty by <see cref="ProfileDetail.Standard"/>.
    /// </summary>
    public ImmutableArray<Association> Associations => _facts.Table.Associations;

    /// <summary>Columns that are missing in the same rows or in different ones, strongest first; the 500 strongest of the first 1,000 columns with missing rows. Empty by <see cref="ProfileDetail.Standard"/>.</summary>
    public ImmutableArray<MissingPair> MissingPairs => _facts.Table.MissingPairs;

    /// <summary>Columns that name a row, alone or two or three together, none of which can be left out; numbers with fractions are not tried. Combinations that chance alone would make unique are left out. At most 20.</summary>
    public ImmutableArray<CandidateKey> CandidateKeys => _facts.Table.Keys;

    /// <summary>Columns that determine others but for a share of rows (<see cref="FindingThresholds.DependencyViolation"/>), fewest violations first, at most 100. Constants, keys and columns that chance alone would determine are left out.</summary>
    public ImmutableArray<ColumnDependency> Dependencies => _facts.Table.Dependencies;

    /// <summary>Repeated rows, and labels that contradict each other; null by <see cref="ProfileDetail.Standard"/>.</summary>
    public DuplicateProfile? Duplicates => _facts.Table.Duplicates;

    /// <summary>Some rows, to see what they look like: the first, the last, and some drawn at random (<see cref="ProfileOptions.ExampleRows"/>). Empty by <see cref="ProfileDetail.Standard"/>, and where rows may not be shown.</summary>
    public ShownRows ExampleRows => _facts.Table.Rows;

    /// <summary>What every feature says of the label; null without a label that varies, for a timestamp, and by <see cref="ProfileDetail.Standard"/>.</summary>
    public TargetProfile? Target => _facts.Table.Target;

    /// <summary>The columns when rows count by their weight; null without a column of role <see cref="ColumnRole.Weight"/> that is numeric.</summary>
    public WeightProfile? Weights => _facts.Weights;

    /// <summary>The table in time; null without a column of role <see cref="ColumnRole.Time"/> that holds at least 3 different moments or whole numbers, and by <see cref="ProfileDetail.Standard"/>.</summary>
    public SeriesProfile? Series => _facts.Series?.Profile;

    /// <summary>Columns of numbers that are one vector together: those of <see cref="ProfileOptions.Vectors"/>, then those that their names tell (<see cref="ProfileOptions.FindVectors"/>). Empty by <see cref="ProfileDetail.Standard"/>.</summary>
    public ImmutableArray<VectorProfile> Vectors => [.. _facts.Vectors.Select(vector => vector.Profile)];

    /// <summary>How many rows <see cref="Associations"/>, <see cref="Dependencies"/> and <see cref="Target"/> rest on: all, or a uniform sample.</summary>
    public long SampledRows => _facts.Table.SampledRows;

    internal ProfileFacts Facts => _facts;

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
            int index = _facts.Summary.Schema.IndexOf(name);
            return index >= 0 ? Columns[index] : throw new ArgumentException($"There is no column '{name}'.{(_facts.Summary.Schema.NearestName(name) is { } near ? $" Did you mean '{near}'?" : "")}", nameof(name));
        }
    }

    /// <summary>The profile of a summary, which may be the merge of the summaries of many parts. It knows no classes: features that give a class away are found by a <see cref="ProfileSummary"/>, which merges too.</summary>
    public static ProfileReport FromSummary(DatasetSummary summary, ProfileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return Create(summary, options ?? new ProfileOptions(), RunContext.Default, TableFacts.None, [], null, null, null);
    }

    /// <summary>What the report is a view of.</summary>
    internal DatasetSummary Summary => _facts.Summary;

    internal static ProfileReport Create(DatasetSummary summary, ProfileOptions options, RunContext context, TableFacts table, IReadOnlyList<LabelStrength> strengths, MissingRows? missing, TextProfiles? texts, ProfileModes? modes)
    {
        var contents = new ColumnContents(summary, texts, options, modes?.Sensitive);
        table = FactRedaction.Of(table, summary.Schema, contents.Redactor);
        ImmutableArray<ColumnProfile> columns = [.. summary.Columns.Select((column, index) => new ColumnProfile(column, options, contents.Of(index), modes?.Metrics.Of(index, contents.Redactor.Hides(column.Name)) ?? []))];
        var facts = new ProfileFacts(summary, options)
        {
            Columns = columns,
            Correlations = summary.HasCorrelations ? ColumnPairs.Of(summary, MostPairs) : ColumnPairs.Of(table.Associations, MostPairs),
            Table = table,
            Strengths = strengths,
            Missing = missing,
            Weights = modes?.Weights?.ToProfile(columns),
            Series = modes?.Series,
            Vectors = modes?.Vectors is { } vectors ? VectorAnalysis.Of(vectors, columns, modes.Sample(), options) : [],
            Now = options.AsOf ?? context.Time.GetUtcNow().UtcDateTime,
        };
        return new ProfileReport(facts, options.Accepted.Apply(FindingCatalog.Find(facts), facts.Now));
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
