using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What a piece of work runs under: seed, threads, progress, observer, clock. Immutable; the default is good for a script.</summary>
public sealed record RunContext
{
    /// <summary>Seed 0, all cores, nobody listening, the system's clock.</summary>
    public static RunContext Default { get; } = new();

    /// <summary>From which every random choice is derived. The same seed gives the same bits on any number of threads.</summary>
    /// <value>0.</value>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work at once; at least 1.</summary>
    /// <value>The number of processors.</value>
    public int MaxThreads { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxThreads is at least 1."); } = Environment.ProcessorCount;

    /// <summary>Told how far the work has come.</summary>
    /// <value>Nobody.</value>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Told of every stage, so that it can be recorded.</summary>
    /// <value>Nobody.</value>
    public IRunObserver? Observer { get; init; }

    /// <summary>The clock.</summary>
    /// <value>The system's clock.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where in a larger work this stands, names joined by <c>/</c>.</summary>
    /// <value>Empty: at the top.</value>
    public string Path { get; init; } = "";

    /// <summary>The context of a part of this work: its path has the name added and its seed is derived from this one and the name, so that parts do not disturb each other.</summary>
    public RunContext Child(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return this with { Path = Path.Length == 0 ? name : $"{Path}/{name}", Seed = RandomStream.For(Seed, name).NextUInt64() };
    }
}
