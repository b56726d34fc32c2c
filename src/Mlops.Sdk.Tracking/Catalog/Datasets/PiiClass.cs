namespace Mlops.Sdk;

/// <summary>Which personal data a column holds, and whether a person has said so.</summary>
/// <param name="Kind">What it is, as the profile names it: <c>Email</c>, <c>Phone</c>, <c>PersonName</c>, <c>NationalId</c>; or a word of your own.</param>
/// <param name="Status">Whether it is a suggestion, or what a person said.</param>
public sealed record PiiClass(string Kind, PiiStatus Status = PiiStatus.Confirmed)
{
    /// <summary>What a suggestion rests on, in words.</summary>
    public string? Evidence { get; init; }

    /// <summary>Who confirmed or rejected it.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When it was confirmed or rejected.</summary>
    public DateTimeOffset? DecidedAt { get; init; }
}

/// <summary>How sure the class of a column is. The numbers are stored and never change.</summary>
public enum PiiStatus
{
    /// <summary>A profile suggests it.</summary>
    Suggested = 0,

    /// <summary>A person says so.</summary>
    Confirmed = 1,

    /// <summary>A person says that it is not; a profile does not suggest it again.</summary>
    Rejected = 2,
}
