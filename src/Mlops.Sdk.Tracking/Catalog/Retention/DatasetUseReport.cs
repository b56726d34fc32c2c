using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Which versions, runs and registered models a dataset, or rows of it, went into.</summary>
public sealed class DatasetUseReport : Report
{
    private readonly ImmutableArray<Finding> _shown;

    internal DatasetUseReport(string subject, ImmutableArray<VersionUse> versions, ImmutableArray<RunUse> runs, ImmutableArray<ModelVersion> models, ImmutableArray<DataCopy> copies, ImmutableArray<Finding> shown)
        : base($"Uses of {subject}", [.. shown, .. versions.Where(use => use.Problem is not null).Select(use => new Finding("CAT020", Severity.Error, null, $"Whether {use.Version} holds the rows is not known: {use.Problem}") { Title = "version that could not be read" })])
    {
        Versions = versions;
        Runs = runs;
        Models = models;
        Copies = copies;
        Subject = subject;
        _shown = shown;
    }

    /// <inheritdoc/>
    public override string Kind => "dataset_uses";

    /// <summary>The versions that hold the data: itself, what was derived from it, and for rows only those in which they are, or may be.</summary>
    public ImmutableArray<VersionUse> Versions { get; }

    /// <summary>The runs that read or made one of these versions, and the runs nested with them.</summary>
    public ImmutableArray<RunUse> Runs { get; }

    /// <summary>The registered models that came from these runs.</summary>
    public ImmutableArray<ModelVersion> Models { get; }

    /// <summary>What these runs and models keep that may hold rows of the data: files, models, reports on models, and logs of predictions on it. Files that the SDK makes of a run itself hold none.</summary>
    public ImmutableArray<DataCopy> Copies { get; }

    /// <summary>Where rows were asked for: the versions of the catalog of which nobody can say whether they hold them, with the reason: they have no column of that name and do not say that they were made of the data.</summary>
    /// <value>Empty, also where no rows were asked for.</value>
    public ImmutableArray<VersionUse> NotSearched { get; private init; } = [];

    private string Subject { get; }

    /// <summary>The same report with other copies, and with what was not searched.</summary>
    internal DatasetUseReport With(IEnumerable<DataCopy> copies, IEnumerable<VersionUse>? notSearched = null) => new(Subject, Versions, Runs, Models, [.. copies], _shown) { NotSearched = notSearched is null ? NotSearched : [.. notSearched] };

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ReportBuilder report = new ReportBuilder(Title)
            .Lead(("Versions", Versions.Length), ("Runs", Runs.Length), ("Models", Models.Length), ("Copies", Copies.Length))
            .Section("Datasets")
            .Table([ReportColumn.Text("version"), ReportColumn.Number("rows"), ReportColumn.Text("why")], Versions.Select(use => (IReadOnlyList<ReportCell>)[use.Version.ToString(), use.Rows, use.Problem ?? use.Why]))
            .Section("Runs")
            .Table([ReportColumn.Text("run"), ReportColumn.Text("experiment"), ReportColumn.Text("why")], Runs.Select(use => (IReadOnlyList<ReportCell>)[use.Run.Id, use.Run.Experiment, use.Why]))
            .Section("Models")
            .Table([ReportColumn.Text("model"), ReportColumn.Text("registered"), ReportColumn.Text("run")], Models.Select(model => (IReadOnlyList<ReportCell>)[model.ToString(), model.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture), model.RunId]))
            .Section("What may hold rows")
            .Table([ReportColumn.Text("owner"), ReportColumn.Text("file or place"), ReportColumn.Text("what it is"), ReportColumn.Text("the ids"), ReportColumn.Text("state")], Copies.Select(copy => (IReadOnlyList<ReportCell>)[copy.Owner, copy.Path, InWords(copy.Kind), copy.HoldsIds switch { true => "found", false => "not found", null => "not searched" }, copy.IsErased ? "erased" : "there"]));
        if (!NotSearched.IsEmpty) report.Section("Not searched").Table([ReportColumn.Text("version"), ReportColumn.Text("why")], NotSearched.Select(use => (IReadOnlyList<ReportCell>)[use.Version.ToString(), use.Why]));
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Write(writer, "versions", Versions.Select(use => use.Version.ToString()));
        Write(writer, "runs", Runs.Select(use => use.Run.Id));
        Write(writer, "models", Models.Select(model => model.ToString()));
        writer.WriteStartArray("copies");
        foreach (DataCopy copy in Copies)
        {
            writer.WriteStartObject();
            writer.WriteString("owner", copy.Owner);
            writer.WriteString("path", copy.Path);
            writer.WriteString("kind", copy.Kind.ToString());
            if (copy.HoldsIds is { } holds) writer.WriteBoolean("holds_ids", holds);
            writer.WriteBoolean("erased", copy.IsErased);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Write(writer, "not_searched", NotSearched.Select(use => use.Version.ToString()));
    }

    private static string InWords(DataCopyKind kind) => kind switch
    {
        DataCopyKind.Rows => "rows",
        DataCopyKind.Summary => "made of rows",
        DataCopyKind.Model => "a model, which may keep rows",
        _ => "a place outside",
    };

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}

/// <summary>A version of a dataset that holds the data that was asked for.</summary>
/// <param name="Version">The version.</param>
/// <param name="Why">Why it is listed.</param>
/// <param name="Rows">How many of the rows it holds; null where no rows were asked for, or where that is not known.</param>
/// <param name="Problem">Why it is not known whether it holds the rows; null when it is.</param>
public sealed record VersionUse(DatasetVersion Version, string Why, long? Rows = null, string? Problem = null);

/// <summary>A run that worked with the data that was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Why">By what it is known.</param>
public sealed record RunUse(RunInfo Run, string Why);
