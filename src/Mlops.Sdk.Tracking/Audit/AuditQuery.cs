namespace Mlops.Sdk;

/// <summary>Which entries of the audit chain to read. Conditions that are null hold for all.</summary>
public sealed record AuditQuery
{
    /// <summary>The place after which to begin.</summary>
    /// <value>0: at the first.</value>
    public long After { get; init; }

    /// <summary>How many to give at most, 1 to 10,000.</summary>
    /// <value>1,000.</value>
    public int Most { get; init; } = 1000;

    /// <summary>What the action begins with.</summary>
    public string? Action { get; init; }

    /// <summary>What the subject begins with.</summary>
    public string? Subject { get; init; }

    /// <summary>Who did it.</summary>
    public string? Actor { get; init; }

    /// <summary>Done at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Done before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether a record is asked for. Stores may share it.</summary>
    /// <param name="record">The record.</param>
    public bool Matches(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (Action is null || record.Action.StartsWith(Action, StringComparison.Ordinal))
            && (Subject is null || record.Subject.StartsWith(Subject, StringComparison.Ordinal))
            && (Actor is null || record.Actor == Actor)
            && (From is not DateTimeOffset from || record.At >= from)
            && (Until is not DateTimeOffset until || record.At < until);
    }

    /// <summary>Checks the numbers of the query, as every store does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(After);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Most);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Most, 10_000);
    }
}
