namespace Mlops.Sdk;

/// <summary>A property of the data or of a result that its owner should know of: never an exception, always a sentence with a remedy.</summary>
/// <param name="Code">The stable code, such as <c>PROF012</c>; it never changes its meaning.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Column">The column it is about, or null when it is about the whole.</param>
/// <param name="Message">A sentence that names the column, the number and the remedy.</param>
public sealed record Finding(string Code, Severity Severity, string? Column, string Message)
{
    /// <summary>What the code stands for in a few words, the same for all findings of the code; null where it has none.</summary>
    /// <value>null.</value>
    public string? Title { get; init; }

    /// <summary>The number that was found, in the unit of <see cref="Threshold"/>; null where there is none.</summary>
    /// <value>null.</value>
    public double? Value { get; init; }

    /// <summary>The number from which on it is a finding; null where there is none.</summary>
    /// <value>null.</value>
    public double? Threshold { get; init; }

    /// <summary>How far <see cref="Value"/> may be off; null or 0 where it is exact.</summary>
    /// <value>null.</value>
    public double? Bound { get; init; }

    /// <summary>The call to make, as it stands in <see cref="Message"/>; null where a call does not help.</summary>
    /// <value>null.</value>
    public string? Remedy { get; init; }

    /// <summary>Other columns that take part in it.</summary>
    /// <value>None.</value>
    public ValueList<string> RelatedColumns { get; init; }

    /// <summary>That somebody knows of it and lives with it; null where nobody does. While that is in force, <see cref="Severity"/> is <see cref="Severity.Info"/> and no check fails by it.</summary>
    /// <value>null.</value>
    public FindingAcceptance? Acceptance { get; init; }

    /// <summary>Whether it is accepted at this time.</summary>
    internal bool IsAccepted => Acceptance is { IsInForce: true };
}
