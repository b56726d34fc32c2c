using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Which features differ between the rows that a model learnt from and the rows of the same keys that it scored, column by column.</summary>
public sealed class SkewReport : Report
{
    internal SkewReport(SkewSchema schema, ServingRows serving, SkewJoin join, SkewOptions options)
        : this(schema, serving, join, options, [.. join.Columns.OrderByDescending(column => column.Share)])
    {
    }

    private SkewReport(SkewSchema schema, ServingRows serving, SkewJoin join, SkewOptions options, ImmutableArray<ColumnSkew> columns)
        : base("Training and serving rows", SkewFindings.Of(schema, serving, join, columns, options))
    {
        Keys = schema.Keys;
        Columns = columns;
        SkewedColumns = [.. Findings.Where(finding => finding.Code == SkewFindings.Differs.Code).Select(finding => finding.Column!)];
        (TrainingRows, ServingRows, JoinedRows) = (join.Rows, serving.Rows, join.Joined);
        (TrainingAlone, ServingAlone) = (join.Alone, serving.Count - join.Joined);
        (TrainingRepeated, ServingRepeated) = (join.Repeated, serving.Repeated);
        (TrainingWithoutKey, ServingWithoutKey) = (join.WithoutKey, serving.WithoutKey);
        IsExact = serving.Limit == ulong.MaxValue;
        ShowsValues = options.ShowValues;
    }

    /// <summary>Every kind of finding that the report can make, by code.</summary>
    public static ImmutableArray<FindingKind> FindingKinds => [.. SkewFindings.Kinds];

    /// <inheritdoc/>
    public override string Kind => "skew";

    /// <summary>The columns that the rows were joined by.</summary>
    public ImmutableArray<string> Keys { get; }

    /// <summary>The compared columns, those that differ most first.</summary>
    public ImmutableArray<ColumnSkew> Columns { get; }

    /// <summary>The columns that differ in at least <see cref="SkewOptions.MinimumShare"/> of the joined rows, the most first.</summary>
    public ImmutableArray<string> SkewedColumns { get; }

    /// <summary>Whether a column is skewed, absent or of another type while serving.</summary>
    public bool HasSkew => Findings.Any(finding => finding.Column is not null);

    /// <summary>The training rows.</summary>
    public long TrainingRows { get; }

    /// <summary>The serving rows.</summary>
    public long ServingRows { get; }

    /// <summary>The keys that both have: so many pairs of rows were compared.</summary>
    public long JoinedRows { get; }

    /// <summary>Training rows whose key no serving row has, of the keys that were looked at.</summary>
    public long TrainingAlone { get; }

    /// <summary>Serving rows whose key no training row has, of the keys that were looked at; repeated ones left out.</summary>
    public long ServingAlone { get; }

    /// <summary>Training rows that repeat a key that was joined.</summary>
    public long TrainingRepeated { get; }

    /// <summary>Serving rows that repeat a key.</summary>
    public long ServingRepeated { get; }

    /// <summary>Training rows that lack a part of the key.</summary>
    public long TrainingWithoutKey { get; }

    /// <summary>Serving rows that lack a part of the key.</summary>
    public long ServingWithoutKey { get; }

    /// <summary>Whether every key was looked at; otherwise a random part was (<see cref="SkewOptions.MaxRows"/>).</summary>
    public bool IsExact { get; }

    /// <summary>What is known of a column.</summary>
    /// <exception cref="ArgumentException">It was not compared.</exception>
    public ColumnSkew this[string name] => Columns.FirstOrDefault(column => column.Column == name)
        ?? throw new ArgumentException($"'{name}' was not compared.{(NearestNames.Find(name, Columns.Select(column => column.Column)) is { } near ? $" Did you mean '{near}'?" : "")}", nameof(name));

    internal bool ShowsValues { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => SkewContent.Build(this);

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        SkewContent.Write(writer, this);
    }
}
