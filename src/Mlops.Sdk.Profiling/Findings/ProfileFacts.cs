using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>All that findings are made from.</summary>
internal sealed class ProfileFacts(DatasetSummary summary, ProfileOptions options)
{
    private const int LeastRows = 50;

    public DatasetSummary Summary => summary;

    public ProfileOptions Options => options;

    public FindingThresholds Thresholds => options.Thresholds;

    public long Rows => summary.RowCount;

    public required ImmutableArray<ColumnProfile> Columns { get; init; }

    public ImmutableArray<ColumnPair> Correlations { get; init; } = [];

    /// <summary>What is known of whole rows and of columns together.</summary>
    public TableFacts Table { get; init; } = TableFacts.None;

    public IReadOnlyList<LabelStrength> Strengths { get; init; } = [];

    /// <summary>Which values are missing together and where; null when the profile did not look.</summary>
    public MissingRows? Missing { get; init; }

    /// <summary>The columns by the weights of the rows; null without weights.</summary>
    public WeightProfile? Weights { get; init; }

    /// <summary>The table in time; null without a time column.</summary>
    public TableSeries? Series { get; init; }

    /// <summary>Columns that are one vector together.</summary>
    public ImmutableArray<TableVector> Vectors { get; init; } = [];

    /// <summary>The moment of the profile.</summary>
    public required DateTime Now { get; init; }

    public ColumnProfile? Label => Columns.FirstOrDefault(column => column.Role == ColumnRole.Label);

    public IEnumerable<ColumnProfile> Features => Columns.Where(column => column.Role == ColumnRole.Feature);

    /// <summary>Features with values, to say something of.</summary>
    public IEnumerable<ColumnProfile> Present => Features.Where(column => column.Present > 0);

    /// <summary>Whether shares of rows mean something.</summary>
    public bool HasEnoughRows => Rows >= LeastRows;
}
