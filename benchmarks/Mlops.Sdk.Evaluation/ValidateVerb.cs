using System.Text.Json.Nodes;

namespace Mlops.Sdk.Evaluation;

/// <summary>A table held against rules, from a file or suggested from another table. Ends with 3 when a rule of severity error is broken.</summary>
internal static class ValidateVerb
{
    /// <summary>What the process ends with when checks failed; 2 is bad input.</summary>
    public const int ChecksFailed = 3;

    private const int UsualBatch = 1000;

    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        string file = arguments.Positional(0, "a file");
        string? label = arguments.Text("label");
        DataSource source = Table.Open(arguments, file, label, cancellationToken);
        DataRules rules = RulesOf(arguments, source, label, cancellationToken);
        source = AsRulesSpeak(source, file);
        var options = new ValidationOptions
        {
            Environment = arguments.Text("environment"),
            ShowValues = arguments.Text("values") != "hidden",
            MaxExamples = (int)arguments.Number("examples", 5),
            Previous = arguments.Text("previous") is { } previous ? DatasetSummary.Compute(AsRulesSpeak(Table.Open(arguments, previous, label, cancellationToken), previous), null, cancellationToken) : null,
            PreviousRowCount = arguments.Text("previous-rows") is null ? null : (long)arguments.Number("previous-rows", 0),
            References = ReferencesOf(arguments, cancellationToken),
        };
        ValidationReport report = rules.Validate(source, options, cancellationToken: cancellationToken);
        Console.WriteLine(report);
        if (arguments.Text("html") is { } html) report.SaveHtml(html);
        if (arguments.Text("save-rules") is { } saved) rules.Save(saved);
        JsonResult result = Describe(report);
        if (arguments.Text("quarantine") is { } aside) result.Set("quarantined", Quarantine.Save(rules, source, options, aside, cancellationToken));
        return result;

        DataSource AsRulesSpeak(DataSource table, string path) => rules.TypesToRead(table.Schema) is { Count: > 0 } types ? Table.Open(arguments, path, label, cancellationToken, types) : table;
    }

    private static DataRules RulesOf(Arguments arguments, DataSource source, string? label, CancellationToken cancellationToken)
    {
        if (arguments.Text("rules") is { } path)
        {
            if (arguments.Text("suggest-from") is not null) throw new ArgumentException("Give --rules or --suggest-from, not both.");
            return DataRules.Load(path);
        }

        string clean = arguments.Text("suggest-from") ?? throw new ArgumentException("'validate' needs --rules RULES.json or --suggest-from FILE.");
        // The bounds hold for tables of so many rows or more; a Parquet file may have fewer.
        long? rows = source is CsvSource csv ? csv.RowCount : Table.IsScanned(arguments.Positional(0, "a file")) ? null : source.ToDataset(cancellationToken).RowCount;
        int? batch = rows is { } known ? (int)Math.Clamp(known, 1, UsualBatch) : null;
        RuleSuggestions suggestions = DataRules.Suggest(Table.Open(arguments, clean, label, cancellationToken), new() { BatchRows = batch, SetAside = arguments.Text("quarantine") is not null }, new RunContext { Seed = arguments.Seed }, cancellationToken);
        return suggestions.Rules;
    }

    // --references countries=countries.csv:code,shops=shops.parquet:id
    private static Dictionary<string, Column> ReferencesOf(Arguments arguments, CancellationToken cancellationToken)
    {
        var references = new Dictionary<string, Column>(StringComparer.Ordinal);
        foreach (string item in arguments.List("references"))
        {
            int equals = item.IndexOf('=', StringComparison.Ordinal), colon = item.LastIndexOf(':');
            if (equals <= 0 || colon <= equals + 1 || colon == item.Length - 1) throw new ArgumentException($"--references '{item}' is not NAME=FILE:COLUMN.");
            Dataset other = Table.Read(arguments, item[(equals + 1)..colon], null, cancellationToken);
            string column = item[(colon + 1)..];
            references[item[..equals]] = other.Schema.Contains(column) ? other[column] : throw new ArgumentException($"--references '{item}': there is no column '{column}'. Columns: {string.Join(", ", other.Schema.Select(field => field.Name).Take(20))}.");
        }

        return references;
    }

    private static JsonResult Describe(ValidationReport report)
    {
        var result = new JsonResult { ExitCode = report.Passed ? 0 : ChecksFailed };
        result.Set("passed", report.Passed);
        result.Set("rows", report.RowCount);
        result.Set("rules", report.Results.Length);
        result.Set("failures", JsonResult.Array(report.Failures.Select(Describe)));
        return result;
    }

    private static JsonObject Describe(RuleResult failure) => new()
    {
        ["rule"] = failure.Rule.Name,
        ["column"] = failure.Rule.Columns.Count > 0 ? failure.Rule.Columns[0] : null,
        ["count"] = failure.FailingRows,
        ["severity"] = failure.Rule.Severity.ToString().ToLowerInvariant(),
        ["examples"] = JsonResult.Array(failure.Examples.Select(example => (JsonNode?)new JsonObject { ["row"] = example.Row, ["value"] = example.Value })),
        ["kind"] = failure.Rule.Kind,
        ["columns"] = JsonResult.Texts(failure.Rule.Columns),
        ["outcome"] = failure.Outcome.ToString().ToLowerInvariant(),
        ["code"] = failure.Code,
        ["message"] = failure.Message,
        ["checked"] = failure.CheckedRows,
        ["observed"] = JsonResult.Number(failure.Observed),
    };
}
