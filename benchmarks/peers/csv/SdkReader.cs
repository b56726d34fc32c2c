namespace Mlops.Sdk.Peers.Csv;

internal static class SdkReader
{
    public static (long Bytes, double Sum) Read(string path)
    {
        Dataset data = Dataset.FromCsv(path);
        double sum = 0;
        foreach (double value in ((NumberColumn)data["amount"]).Values) sum += value;
        return (data.Columns.Sum(BytesOf), sum);
    }

    private static long BytesOf(Column column) => column switch
    {
        TextColumn text => text.Utf8.Length + (4L * (text.Length + 1)),
        CategoryColumn => 4L * column.Length,
        FlagColumn => column.Length,
        _ => 8L * column.Length,
    };
}
