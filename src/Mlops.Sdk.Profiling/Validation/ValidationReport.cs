using System.Collections.Immutable;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>How a table stands to its rules.</summary>
public sealed class ValidationReport : Report
{
    internal ValidationReport(string? environment, long rows, ImmutableArray<RuleResult> results, bool showsValues)
        : base("Validation", results.SelectMany(FindingsOf))
    {
        Environment = environment;
        RowCount = rows;
        Results = results;
        ShowsValues = showsValues;
    }

    /// <inheritdoc/>
    public override string Kind => "validation";

    /// <summary>Whether no rule of severity error is broken or undecided, those left out that are accepted (<see cref="ValidationOptions.Accepted"/>).</summary>
    public bool Passed => !Broken.Any();

    /// <summary>The environment whose rules were looked at; null for all.</summary>
    public string? Environment { get; }

    /// <summary>The number of rows.</summary>
    public long RowCount { get; }

    /// <summary>What became of every rule, in the order of the set.</summary>
    public ImmutableArray<RuleResult> Results { get; }

    /// <summary>The rules of any severity that were broken or are undecided, errors first.</summary>
    public IEnumerable<RuleResult> Failures => Results.Where(result => result.Outcome != RuleOutcome.Passed).OrderByDescending(result => result.Rule.Severity);

    /// <summary>Whether examples show the values of rows.</summary>
    public bool ShowsValues { get; }

    /// <summary>What became of a rule by its name.</summary>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public RuleResult this[string name] => Results.FirstOrDefault(result => result.Rule.Name == name)
        ?? throw new ArgumentException($"No rule is named '{name}'.{(Extensibility.NearestNames.Find(name, Results.Select(result => result.Rule.Name)) is { } near ? $" Did you mean '{near}'?" : "")}", nameof(name));

    /// <summary>Throws when <see cref="Passed"/> is false.</summary>
    /// <exception cref="DataRulesException">A rule of severity error is broken or undecided; it carries this report.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed) throw new DataRulesException(this);
    }

    internal IEnumerable<RuleResult> Broken => Results.Where(result => result.Outcome != RuleOutcome.Passed && result.Rule.Severity == Severity.Error && !result.IsAccepted);

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => ValidationContent.Build(this);

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ValidationJson.Write(writer, this);
    }

    private static IEnumerable<Finding> FindingsOf(RuleResult result)
    {
        string? column = result.Rule.Columns.Count > 0 ? result.Rule.Columns[0] : null;
        if (result.Outcome != RuleOutcome.Passed) yield return new Finding(result.Code, result.IsAccepted ? Severity.Info : result.Rule.Severity, column, result.Message) { Acceptance = result.Acceptance };
        else if (result.FailingRows > 0) yield return new Finding("VAL031", Severity.Info, column, result.Message);
    }
}
