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
}
