using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How a table is profiled and from where on something is worth a finding.</summary>
public sealed record ProfileOptions
{
    private const int Most = 10_000, MostRows = 100;

    /// <summary>How much is looked at.</summary>
    /// <value>Full.</value>
    public ProfileDetail Detail { get; init; } = ProfileDetail.Full;

    /// <summary>How the summary is made: from how many rows on it is a sketch, and how exact that is.</summary>
    /// <value>Exact up to 200,000 rows.</value>
    public DatasetSummaryOptions Summary { get; init; } = new();

    /// <summary>From where on something is a finding.</summary>
    /// <value>Every threshold at its default.</value>
    public FindingThresholds Thresholds { get; init; } = new();

    /// <summary>Codes of findings that are not to be reported, such as <c>PROF021</c>.</summary>
    /// <value>None.</value>
    public ValueList<string> Silent { get; init; } = [];

    /// <summary>Findings that somebody knows of and lives with: shown as accepted, for information. It is not stored with a summary.</summary>
    /// <value>None.</value>
    [JsonIgnore]
    public AcceptedFindings Accepted { get; init; } = new();

    /// <summary>The moment from which future and stale timestamps, and the time that findings are accepted for, are judged, in UTC.</summary>
    /// <value>null: the clock of the run context, else the system's.</value>
    public DateTime? AsOf { get; init; }

    /// <summary>How many rows of a table are kept to answer how columns go together, at least 100. Up to <see cref="DatasetSummaryOptions.ExactValues"/> rows all are kept, if <see cref="SampleCells"/> allows.</summary>
    /// <value>20,000.</value>
    public int SampleRows { get; init; } = 20_000;

    /// <summary>How many values those rows have at most, all columns together, and half as many when not all rows can be kept; 100 rows are kept in any case.</summary>
    /// <value>20,000,000.</value>
    public long SampleCells { get; init; } = 20_000_000;

    /// <summary>Up to so many columns all pairs are measured; beyond, the most promising ones.</summary>
    /// <value>60.</value>
    public int AssociationColumns { get; init; } = 60;

    /// <summary>How many pairs are measured and told when there are more columns than that.</summary>
    /// <value>1,000.</value>
    public int Associations { get; init; } = 1000;

    /// <summary>From where on texts are of a semantic type, tell of persons, or are near to each other.</summary>
    /// <value>A type by 95 % of the values, personal data from 1 %.</value>
    public TextOptions Texts { get; init; } = new();

    /// <summary>What columns of texts and categories mean, by their names: it wins over what the values say, and the profile tells how many values do not fit. A declared type of personal data hides the column under <see cref="Sdk.Redaction.Pii"/>.</summary>
    /// <value>None.</value>
    public SemanticTypes DeclaredTypes { get; init; } = new();

    /// <summary>Which columns' values are kept out of the report, its JSON and its pages. A stored summary (<see cref="ProfileSummary.WriteTo"/>) keeps values all the same.</summary>
    /// <value>None: all values may be shown.</value>
    public Redaction Redaction { get; init; } = Redaction.None;

    /// <summary>Values that fewer rows have are left out of the most frequent values of every column and masked where they are examples.</summary>
    /// <value>1: all are shown.</value>
    public int MinimumGroup { get; init; } = 1;

    /// <summary>Hidden values are shown as short hashes under this key; as masks (<c>AAA-999</c>) without it. It is not stored.</summary>
    /// <value>None.</value>
    [JsonIgnore]
    public RedactionKey? RedactionKey { get; init; }

    /// <summary>Columns that are one vector together, such as the components of an embedding. Looked at by <see cref="ProfileDetail.Full"/>.</summary>
    /// <value>None.</value>
    public ValueList<VectorColumns> Vectors { get; init; } = [];

    /// <summary>Whether columns named <c>name.0</c>, <c>name.1</c> and so on without a gap, at least 8, all numbers and features, are taken for a vector: so a column of vectors of an <c>IDataView</c> is read.</summary>
    /// <value>true.</value>
    public bool FindVectors { get; init; } = true;

    /// <summary>Numbers of your own about columns, gathered in the same pass and shown with the others. They are code and not stored with a summary, but their states are: <see cref="ProfileSummary.ReadFrom"/> takes them again.</summary>
    /// <value>None.</value>
    [JsonIgnore]
    public ValueList<ColumnMetric> Metrics { get; init; } = [];

    /// <summary>How many of the first rows, of the last ones and of rows drawn at random are shown, 0 to 100. None where <see cref="Redaction"/> is <see cref="Sdk.Redaction.All"/>, or where <see cref="MinimumGroup"/> is above 1: a row is a group of one.</summary>
    /// <value>5.</value>
    public int ExampleRows { get; init; } = 5;

    /// <summary>How many of the most frequent values are shown of a column, 0 to 10,000.</summary>
    /// <value>10.</value>
    public int TopValues { get; init; } = 10;

    /// <summary>How many bins a histogram has, 1 to 10,000.</summary>
    /// <value>30.</value>
    public int HistogramBins { get; init; } = 30;

    internal void Check()
    {
        if (TopValues is < 0 or > Most) throw new ArgumentOutOfRangeException(nameof(TopValues), TopValues, FormattableString.Invariant($"The most frequent values that are shown are 0 to {Most:N0}."));
        if (ExampleRows is < 0 or > MostRows) throw new ArgumentOutOfRangeException(nameof(ExampleRows), ExampleRows, FormattableString.Invariant($"The example rows that are shown are 0 to {MostRows} of each kind."));
        if (Metrics.GroupBy(metric => metric.Name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new ArgumentException($"The metric '{twice.Key}' is given twice.", nameof(Metrics));
        if (HistogramBins is < 1 or > Most) throw new ArgumentOutOfRangeException(nameof(HistogramBins), HistogramBins, FormattableString.Invariant($"A histogram has 1 to {Most:N0} bins."));
    }
}
