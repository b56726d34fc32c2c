namespace Mlops.Sdk;

/// <summary>A finding that somebody knows of and lives with.</summary>
/// <param name="Code">The code of the finding, such as <c>PROF001</c>.</param>
/// <param name="Column">The column that it is about; null for a finding of the table.</param>
/// <param name="Reason">Why it is accepted: a sentence for whoever reads the report.</param>
/// <param name="By">Who accepted it.</param>
public sealed record AcceptedFinding(string Code, string? Column, string Reason, string By)
{
    /// <summary>The last moment at which it is accepted, in UTC; a day without a time is meant as a whole.</summary>
    /// <value>null: without an end.</value>
    public DateTime? Until { get; init; }

    /// <summary>The worst value that is accepted: a finding whose <see cref="Finding.Value"/> lies farther from its threshold is made as if nothing were accepted. Of a broken rule the share of rows that break it, or the number that it compares.</summary>
    /// <value>null: any value.</value>
    public double? Limit { get; init; }

    /// <summary>The name of the rule of a validation, where a column has several rules of one code.</summary>
    /// <value>null: all rules of the code and column.</value>
    public string? Rule { get; init; }

    internal FindingAcceptance Of(Severity severity, double? value, double? threshold, DateTime now)
    {
        bool isOver = Until is { } until && now > (until.TimeOfDay == TimeSpan.Zero ? until.AddDays(1).AddTicks(-1) : until);
        bool isWorse = Limit is { } limit && !(threshold is { } from && value < from ? value >= limit : value <= limit);
        return new FindingAcceptance(By, Reason, severity) { Until = Until, Limit = Limit, IsInForce = !isOver && !isWorse };
    }

    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(Code)) throw new ArgumentException("An accepted finding has no code.", nameof(Code));
        if (string.IsNullOrWhiteSpace(Reason) || string.IsNullOrWhiteSpace(By)) throw new ArgumentException($"The accepted finding {ColumnWords.Short(Code)}{(Column is null ? "" : $" of {Column.Quoted()}")} does not say why it is accepted and by whom.", nameof(Reason));
        if (Limit is { } limit && double.IsNaN(limit)) throw new ArgumentException($"The limit of the accepted finding {ColumnWords.Short(Code)} is NaN.", nameof(Limit));
    }
}
