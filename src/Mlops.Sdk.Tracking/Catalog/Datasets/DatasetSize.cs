namespace Mlops.Sdk;

/// <summary>About how many bytes a dataset takes when it is saved.</summary>
internal static class DatasetSize
{
    public static long Of(Dataset data) => data.Columns.Sum(Of);

    private static long Of(Column column) => column switch
    {
        TextColumn text => (4L * (text.Length + 1)) + text.Offsets[^1] - text.Offsets[0],
        CategoryColumn category => (4L * category.Length) + category.Levels.Names.Sum(level => (long)level.Length),
        FlagColumn => column.Length,
        _ => 8L * column.Length,
    };
}
