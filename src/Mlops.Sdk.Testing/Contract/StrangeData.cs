namespace Mlops.Sdk.Testing;

/// <summary>What data can be like at its worst: one row, no spread, nothing but missing values, infinities.</summary>
internal static class StrangeData
{
    public static IEnumerable<Dataset> Of(Dataset data) =>
    [
        data.Slice(0, 1),
        data.Slice(0, 2),
        data.Take(new int[20]),
        OnFeatures(data, AllMissing),
        OnFeatures(data, WithInfinities),
    ];

    private static Dataset OnFeatures(Dataset data, Func<Column, Column> change) =>
        data.Features.ToArray().Aggregate(data, (current, column) => current.With(change(column)));

    private static Column AllMissing(Column column)
    {
        int rows = column.Length;
        MissingMask all = MissingMask.Create(rows, _ => true);
        return column switch
        {
            NumberColumn => new NumberColumn(column.Name, Enumerable.Repeat(double.NaN, rows).ToArray()),
            IntegerColumn => new IntegerColumn(column.Name, new long[rows], all),
            FlagColumn => new FlagColumn(column.Name, new bool[rows], all),
            TimestampColumn => new TimestampColumn(column.Name, new long[rows], all),
            CategoryColumn => new CategoryColumn(column.Name, Enumerable.Repeat(-1, rows).ToArray(), CategoryLevels.None),
            _ => TextColumn.FromValues(column.Name, new string?[rows]),
        };
    }

    private static Column WithInfinities(Column column)
    {
        if (column is not NumberColumn numbers) return column;
        double[] values = numbers.Values.ToArray();
        for (int row = 0; row < values.Length; row += 5) values[row] = row % 2 == 0 ? double.PositiveInfinity : double.NegativeInfinity;
        return new NumberColumn(column.Name, values);
    }
}
