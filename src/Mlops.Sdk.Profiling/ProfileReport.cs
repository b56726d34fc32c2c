using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

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

    /// <summary>The profile of a summary, which may be the merge of the summaries of many parts. What needs the rows themselves (features that give the label away) is not looked for.</summary>
    public static ProfileReport FromSummary(DatasetSummary summary, ProfileOptions? options = null) => Create(summary, options ?? new ProfileOptions(), []);

    internal static ProfileReport Create(DatasetSummary summary, ProfileOptions options, IEnumerable<Finding> more)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ImmutableArray<ColumnProfile> columns = [.. summary.Columns.Select(column => new ColumnProfile(column, options))];
        ImmutableArray<ColumnPair> pairs = [.. PairsOf(summary, columns).OrderByDescending(pair => Math.Abs(double.IsNaN(pair.Value) ? 0 : pair.Value)).Take(MostPairs)];
        return new ProfileReport(summary, columns, pairs, ProfileFindings.Of(columns, pairs, options).Concat(more));
    }

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => ProfileContent.Build(this);

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumber("rows", RowCount);
        writer.WriteStartArray("columns");
        foreach (ColumnProfile column in Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("type", column.Type.ToString());
            writer.WriteNumber("missing", column.Missing);
            writer.WriteReal("distinct", column.Distinct);
            writer.WriteReal("distinct_bound", column.DistinctBound);
            foreach ((string name, double? value) in (ReadOnlySpan<(string, double?)>)[("mean", column.Mean), ("std", column.StandardDeviation), ("skewness", column.Skewness), ("kurtosis", column.Kurtosis), ("min", column.Min), ("median", column.Quantile(0.5)), ("max", column.Max)])
                if (value is { } number) writer.WriteReal(name, number);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
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
