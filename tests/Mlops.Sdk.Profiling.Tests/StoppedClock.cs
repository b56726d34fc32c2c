namespace Mlops.Sdk.Profiling.Tests;

/// <summary>It is always the same moment.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
