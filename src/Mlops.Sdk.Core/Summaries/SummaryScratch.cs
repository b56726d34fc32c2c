using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Room of a thread for the work on a chunk of rows, so that batches leave no garbage.</summary>
internal static class SummaryScratch
{
    /// <summary>Rows of a chunk.</summary>
    public const int ChunkRows = 16_384;

    [ThreadStatic]
    private static ulong[]? s_hashes;

    [ThreadStatic]
    private static double[]? s_numbers;

    [ThreadStatic]
    private static double[]? s_finite;

    [ThreadStatic]
    private static long[]? s_integers;

    [ThreadStatic]
    private static int[]? s_rows;

    [ThreadStatic]
    private static ushort[]? s_slots;

    public static ulong[] Hashes => s_hashes ??= new ulong[ChunkRows];

    public static double[] Numbers => s_numbers ??= new double[ChunkRows];

    public static double[] Finite => s_finite ??= new double[ChunkRows];

    public static long[] Integers => s_integers ??= new long[ChunkRows];

    public static int[] Rows => s_rows ??= new int[ChunkRows];

    public static ushort[] Slots(int count) => s_slots ??= new ushort[count];

    private static readonly Lock s_gate = new();
    private static readonly WeakReference<KeyCount[]> s_counts = new([]);

    /// <summary>Lends room for the counts of so many values, to one thread at a time: columns become sketches in the same batch, and room for each would be the peak of a pass.</summary>
    public static TResult WithCounts<TResult>(int count, Func<KeyCount[], TResult> use)
    {
        lock (s_gate)
        {
            if (!s_counts.TryGetTarget(out KeyCount[]? room) || room.Length < count) s_counts.SetTarget(room = GC.AllocateUninitializedArray<KeyCount>(count));
            return use(room);
        }
    }
}
