using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>How a run starts.</summary>
public sealed record RunOptions
{
    /// <summary>A name for people.</summary>
    /// <value>Null: none.</value>
    public string? Name { get; init; }

    /// <summary>The run that this one is nested in.</summary>
    /// <value>Null: none.</value>
    public string? ParentId { get; init; }

    /// <summary>The seed that every random choice of the run comes from.</summary>
    /// <value>0.</value>
    public ulong Seed { get; init; }

    /// <summary>How often the run logs what the process takes: processors, memory, managed heap (metrics under <c>system/</c>).</summary>
    /// <value>Null: never.</value>
    public TimeSpan? SystemMetrics { get; init; }

    /// <summary>Tags to begin with.</summary>
    /// <value>None.</value>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
