using CsvHelper;

namespace Mlops.Sdk;

/// <summary>Finds the delimiter of a file from its first records.</summary>
internal static class DelimiterDetector
{
    private const int Records = 200;

    /// <summary>
    /// The candidate that gives the most records the field count of the first one, which is to be at least two; among equals the one with more fields, then
    /// the earlier of comma, semicolon, tab and bar. A comma if no candidate divides the first record.
    /// </summary>
    public static byte Detect(byte[] head, CsvOptions options, bool atEnd)
    {
        byte best = (byte)',';
        double bestShare = 0;
        int bestFields = 1;
        foreach (byte candidate in ",;\t|"u8)
        {
            if (candidate == options.Quote || candidate == options.Comment || candidate == options.DecimalMark) continue;
            (double share, int fields) = Score(head, new CsvDialect(options, candidate), atEnd);
            if (fields < 2 || share < bestShare || (share == bestShare && fields <= bestFields)) continue;
            (best, bestShare, bestFields) = (candidate, share, fields);
        }

        return best;
    }

    private static (double Share, int Fields) Score(byte[] head, CsvDialect dialect, bool atEnd)
    {
        int whole = RecordScanner.LastRecordEnd(head, dialect, atEnd);
        using var reader = CsvReader.Create(head.AsMemory(0, whole), dialect.Tokens);
        int fields = 0, same = 0, all = 0;
        while (all < Records && reader.Read())
        {
            if (all++ == 0) fields = reader.FieldCount;
            if (reader.FieldCount == fields) same++;
        }

        return all == 0 ? (0, 0) : ((double)same / all, fields);
    }
}
