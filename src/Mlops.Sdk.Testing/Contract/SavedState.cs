namespace Mlops.Sdk.Testing;

/// <summary>Saves and loads through the public bundle.</summary>
internal static class SavedState
{
    private static readonly FixedTime s_clock = new();

    public static RunContext Context(ulong seed = 7, int threads = 2) => new() { Seed = seed, MaxThreads = threads, Time = s_clock };

    public static byte[] Save(FittedPipeline model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    public static FittedPipeline Load(byte[] bundle)
    {
        using var stream = new MemoryStream(bundle);
        return FittedPipeline.Load(stream);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
