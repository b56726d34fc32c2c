namespace Mlops.Sdk;

/// <summary>Whether texts are of words that come again in other rows, so that their words tell something; names and keys are not.</summary>
internal static class ProseTest
{
    private const int MostRows = 4096, RowsACheck = 256;
    private const double LeastWords = 4, MostNewWords = 0.35;

    /// <summary>By rows spread evenly over the column: four words or more in the mean, at most 35 % of which were not met before, and more letters than digits: dates and codes are of words that come again too.</summary>
    public static bool IsProse(TextColumn texts, CancellationToken cancellationToken)
    {
        var words = new NgramReader(NgramKind.Words, 1, 1);
        var met = new HashSet<ulong>();
        long all = 0, read = 0, letters = 0, digits = 0;
        int step = Math.Max(1, texts.Length / MostRows);
        for (int row = 0; row < texts.Length; row += step)
        {
            if (row / step % RowsACheck == 0) cancellationToken.ThrowIfCancellationRequested();
            if (texts.IsMissing(row)) continue;
            ReadOnlySpan<byte> text = texts.GetUtf8(row);
            foreach (byte one in text)
            {
                if (one is >= (byte)'0' and <= (byte)'9') digits++;
                else if (one >= 0x80 || (one | 0x20) is >= 'a' and <= 'z') letters++;
            }

            List<ulong> hashes = words.Read(text);
            read++;
            all += hashes.Count;
            met.UnionWith(hashes);
        }

        return read > 0 && letters > digits && all >= LeastWords * read && met.Count <= MostNewWords * all;
    }
}
