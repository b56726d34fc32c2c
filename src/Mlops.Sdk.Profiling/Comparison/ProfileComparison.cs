using System.Collections.Immutable;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>How one profile differs from another: columns, rows, missing values, numbers, values, texts and findings. Made from the two summaries alone; no row is read again.</summary>
/// <remarks>
/// It describes. A difference is a finding when it is large enough to matter and larger than two samples of the same rows would show by chance (<see cref="ProfileComparisonOptions.FalseAlarmRate"/>, over all columns and measures).
/// Rows that follow each other in time are alike for longer than chance allows for: that is what the thresholds of size are for. Tests on the rows themselves are those of drift detection.
/// </remarks>
public sealed class ProfileComparison : Report
{
    private readonly ComparisonFacts _facts;

    internal ProfileComparison(ComparisonFacts facts, DateTime now)
        : base("Comparison of profiles", facts.Options.Accepted.Apply(ComparisonCatalog.Find(facts), now))
    {
        _facts = facts;
        Columns =
        [
            .. facts.Matches.Select(match => match.ToDifference())
                .Concat(facts.Gone.Select(column => new ColumnDifference(column.Name, column, null, null, [], 1)))
                .Concat(facts.Added.Select(column => new ColumnDifference(column.Name, null, column, null, [], 1)))
                .OrderByDescending(column => column.Difference),
        ];
        AppearedFindings = [.. FindingChanges.Appeared(facts)];
        GoneFindings = [.. FindingChanges.Gone(facts)];
    }

    /// <summary>Every kind of finding that a comparison can make, by code.</summary>
    public static ImmutableArray<FindingKind> FindingKinds => ComparisonCatalog.All;

    /// <inheritdoc/>
    public override string Kind => "profile_comparison";

    /// <summary>From where on a difference is a finding.</summary>
    public ProfileComparisonOptions Options => _facts.Options;

    /// <summary>The first profile.</summary>
    public ProfileReport Before => _facts.Before;

    /// <summary>The second profile.</summary>
    public ProfileReport After => _facts.After;

    /// <summary>The columns of both, the most different first, else in the order of the second table.</summary>
    public ImmutableArray<ColumnDifference> Columns { get; }

    /// <summary>Columns that may have another name now; each is among those that are gone and those that are new.</summary>
    public ImmutableArray<RenamedColumn> Renamed => _facts.Renamed;

    /// <summary>The findings of the second profile that the first does not have, those on the size of the table left out. Close to a threshold they come and go by chance.</summary>
    public ImmutableArray<Finding> AppearedFindings { get; }

    /// <summary>The findings of the first profile that the second does not have, those on the size of the table left out.</summary>
    public ImmutableArray<Finding> GoneFindings { get; }

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">Neither profile has it.</exception>
    public ColumnDifference this[string name] => Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new ArgumentException($"Neither profile has a column '{name}'.{(Extensibility.NearestNames.Find(name, Columns.Select(column => column.Name)) is { } near ? $" Did you mean '{near}'?" : "")}", nameof(name));

    /// <summary>Throws when there is a finding of at least a severity, accepted ones left out: a step of CI that ends with it fails.</summary>
    /// <param name="severity">The least severity that counts.</param>
    /// <exception cref="ProfileComparisonException">There is one (MLO3111); it carries this report.</exception>
    public void ThrowIfDifferent(Severity severity = Severity.Warning)
    {
        Finding[] findings = [.. Findings.Where(finding => finding.Severity >= severity && finding.Acceptance is not { IsInForce: true })];
        if (findings.Length > 0) throw new ProfileComparisonException(this, findings);
    }

    internal ComparisonFacts Facts => _facts;

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => ComparisonContent.Build(this);

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ComparisonJson.Write(writer, this);
    }
}
