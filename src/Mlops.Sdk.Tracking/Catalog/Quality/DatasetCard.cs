using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A version of a dataset on a page: what it is, whose it is, what its columns mean, where it came from, what was found in it and what people say of it.</summary>
public sealed class DatasetCard : Report
{
    private const int LatestComments = 10;
    private readonly DatasetInsight _insight;
    private readonly ImmutableArray<VersionReport> _reports;
    private readonly ImmutableArray<GlossaryTerm> _terms;
    private readonly ImmutableArray<CatalogComment> _comments;
    private readonly bool? _approved;

    internal DatasetCard(DatasetEntry entry, DatasetVersion version, ImmutableArray<VersionReport> reports, ImmutableArray<GlossaryTerm> terms, ImmutableArray<CatalogComment> comments, bool? approved, DatasetInsight insight)
        : base($"Dataset {version}", reports.SelectMany(report => report.Findings).Where(finding => finding.Severity > Severity.Info)) =>
        (Entry, Version, _reports, _terms, _comments, _approved, _insight) = (entry, version, reports, terms, comments, approved, insight);

    /// <inheritdoc/>
    public override string Kind => "dataset_card";

    /// <summary>What people say of the dataset.</summary>
    public DatasetEntry Entry { get; }

    /// <summary>The version.</summary>
    public DatasetVersion Version { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ReportBuilder card = new ReportBuilder(Title, Version.Note).Lead(
            ("Rows", Version.Rows), ("Columns", Version.Schema.Count), ("Registered", string.Create(CultureInfo.InvariantCulture, $"{Version.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm}Z by {Version.CreatedBy ?? "somebody"}")),
            ("Review", _approved switch { true => "approved", false => "rejected", null => "none" }));
        if (Entry.Description is { } description) card.Section("What it is").Text(description);
        card.Section("Whose it is").Facts([.. Facts().Where(fact => !fact.Item2.IsEmpty)]);
        card.Section("Columns").Add(Columns());
        if (!_terms.IsEmpty)
            card.Section("Terms").Table([ReportColumn.Text("term"), ReportColumn.Text("definition"), ReportColumn.Text("owner")], _terms.Select(term => (IReadOnlyList<ReportCell>)[term.Name, term.Definition, term.Owner]));
        if (Version.Parents.Count > 0 || Version.Pipeline is not null)
        {
            card.Section("How it was made");
            if (Version.Parents.Count > 0) card.Text($"Made of {string.Join(", ", Version.Parents)}.");
            if (Version.Pipeline is { } pipeline) card.Text(pipeline);
        }

        if (!_reports.IsEmpty)
        {
            card.Section("Quality").Table(
                [ReportColumn.Text("report"), ReportColumn.Text("measure"), ReportColumn.Number("value")],
                from report in _reports from metric in report.Metrics select (IReadOnlyList<ReportCell>)[report.Name, metric.Key.Replace('_', ' '), metric.Key.EndsWith("_fraction", StringComparison.Ordinal) ? ReportCell.Percent(metric.Value) : metric.Value]);
        }

        if (!_comments.IsEmpty)
        {
            card.Section("What people say").Table(
                [ReportColumn.Text("who"), ReportColumn.Text("when"), ReportColumn.Text("about"), ReportColumn.Text("what")],
                _comments.TakeLast(LatestComments).Select(comment => (IReadOnlyList<ReportCell>)
                    [comment.Author, comment.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture), About(comment), comment.Verdict is { } verdict ? $"{verdict}: {comment.Text}" : comment.Text]));
        }

        return card.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("version", Version.ToString());
        writer.WriteString("fingerprint", Version.Fingerprint);
        writer.WriteNumber("rows", Version.Rows);
        writer.WriteNumber("columns", Version.Schema.Count);
    }

    private IEnumerable<(string, ReportCell)> Facts() =>
    [
        ("owners", Some(Entry.Owners)), ("tags", Some(Entry.Tags)), ("license", Entry.License), ("page", Entry.Url), ("citation", Entry.Citation), ("source", Version.Source), ("run", Version.RunId),
        ("content", Version.ErasedAt is not null ? "erased" : Version.ContentSha256 is not null ? "in the workspace" : Version.Location), ("fingerprint", Version.Fingerprint),
        ("reads", _insight.Reads == 0 ? ReportCell.Empty : _insight.Reads), ("last read", _insight.LastRead?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)),
    ];

    // What is said of no column has no column of its own.
    private ReportTable Columns()
    {
        (Field Field, ColumnEntry Entry)[] rows = [.. Version.Schema.Select(column => (column, Entry.Column(column.Name)))];
        (string Name, Func<(Field Field, ColumnEntry Entry), string?> Value)[] heads =
        [
            ("column", row => row.Field.Name), ("type", row => row.Field.Type.ToString()), ("role", row => row.Field.Role == ColumnRole.Feature ? null : row.Field.Role.ToString()), ("personal data", row => Pii(row.Entry.Pii)),
            ("terms", row => Some(row.Entry.Terms)), ("tags", row => Some(row.Entry.Tags)), ("owners", row => Some(row.Entry.Owners)), ("what it means", row => row.Entry.Description),
        ];
        heads = [.. heads.Where(head => rows.Any(row => head.Value(row) is not null))];
        return new ReportTable(heads.Select(head => ReportColumn.Text(head.Name)), rows.Select(row => (IReadOnlyList<ReportCell>)[.. heads.Select(head => (ReportCell)head.Value(row))]));
    }

    private static string? Pii(PiiClass? pii) => pii switch
    {
        null => null,
        { Status: PiiStatus.Rejected } => "none",
        { Status: PiiStatus.Suggested } => $"{pii.Kind}?",
        _ => pii.Kind,
    };

    private static string? Some(ValueList<string> items) => items.Count == 0 ? null : string.Join(", ", items);

    private static string About(CatalogComment comment) => string.Create(CultureInfo.InvariantCulture, $"{(comment.Version is int version ? $"version {version}" : "all versions")}{(comment.Column is { } column ? $", '{column}'" : "")}");
}
