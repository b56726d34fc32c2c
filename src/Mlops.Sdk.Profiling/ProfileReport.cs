using System.Collections.Immutable;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>What is in a table, and whether it can be trusted.</summary>
public sealed class ProfileReport : Report
{
    internal const int MostPairs = 1225;

    private readonly DatasetSummary _summary;

    private ProfileReport(DatasetSummary summary, ImmutableArray<ColumnProfile> columns, ImmutableArray<ColumnPair> pairs, IEnumerable<Finding> findings)
        : base("Profile", findings)
    {
        _summary = summary;
        Columns = columns;
        Correlations = pairs;
    }

    /// <inheritdoc/>
    public override string Kind => "profile";

    /// <summary>The number of rows.</summary>
    public long RowCount => _summary.RowCount;

    /// <summary>The columns in the order of the table.</summary>
    public ImmutableArray<ColumnProfile> Columns { get; }

    /// <summary>Pearson's correlation of numeric columns over the rows in which both are there; the 1,225 strongest pairs, strongest first.</summary>
    public ImmutableArray<ColumnPair> Correlations { get; }

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
        return Create(summary, options, LabelFindings.Of(summary, [], options));
    }

    /// <summary>What the report is a view of.</summary>
    internal DatasetSummary Summary => _summary;

    internal static ProfileReport Create(DatasetSummary summary, ProfileOptions options, IEnumerable<Finding> more)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ImmutableArray<ColumnProfile> columns = [.. summary.Columns.Select(column => new ColumnProfile(column, options))];
        ImmutableArray<ColumnPair> pairs = [.. PairsOf(summary, columns).OrderByDescending(pair => Math.Abs(double.IsNaN(pair.Value) ? 0 : pair.Value)).Take(MostPairs)];
        return new ProfileReport(summary, columns, pairs, ProfileFindings.Of(columns, pairs, options).Concat(more));
    }

    internal ProfileReport With(IEnumerable<Finding> more) => new(_summary, Columns, Correlations, [.. Findings, .. more]);

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => ProfileContent.Build(this);

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ProfileJson.Write(writer, this);
    }

    private static IEnumerable<ColumnPair> PairsOf(DatasetSummary summary, ImmutableArray<ColumnProfile> columns)
    {
        if (!summary.HasCorrelations) yield break;
        ColumnProfile[] numeric = [.. columns.Where(column => column.Type is ColumnType.Number or ColumnType.Integer or ColumnType.Flag)];
        for (int i = 0; i < numeric.Length; i++)
            for (int j = i + 1; j < numeric.Length; j++)
                yield return new ColumnPair(numeric[i].Name, numeric[j].Name, "pearson", summary.Correlation(numeric[i].Name, numeric[j].Name));
    }
}
