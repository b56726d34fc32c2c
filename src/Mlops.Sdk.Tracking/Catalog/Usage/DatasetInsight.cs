using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Who reads a dataset, and how often.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Users">Of each user the reads, most first.</param>
public sealed record DatasetInsight(string Dataset, ImmutableArray<DatasetUsage> Users)
{
    /// <summary>How often it was read.</summary>
    public long Reads => Users.Sum(user => user.Reads);

    /// <summary>When it was read last; null when it never was.</summary>
    public DateTimeOffset? LastRead => Users.IsEmpty ? null : Users.Max(user => user.LastRead);

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Dataset}: {Reads} {(Reads == 1 ? "read" : "reads")} by {Users.Length} {(Users.Length == 1 ? "user" : "users")}{(LastRead is { } last ? $", last at {last.UtcDateTime:yyyy-MM-dd HH:mm}Z" : "")}");
}
