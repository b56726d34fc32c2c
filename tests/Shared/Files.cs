namespace Mlops.Sdk;

/// <summary>Files with content that is neither constant nor periodic.</summary>
internal static class Files
{
    public static byte[] Bytes(int count, int seed = 0)
    {
        byte[] bytes = new byte[count];
        uint state = (uint)seed * 2_654_435_761 + 1;
        for (int i = 0; i < count; i++)
        {
            state = state * 1_664_525 + 1_013_904_223;
            bytes[i] = (byte)(state >> 24);
        }

        return bytes;
    }
}

/// <summary>Tells at once, on the thread that reports.</summary>
internal sealed class Reports(Action<RunProgress> told) : IProgress<RunProgress>
{
    public void Report(RunProgress value) => told(value);
}
