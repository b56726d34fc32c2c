namespace Mlops.Sdk.Testing;

/// <summary>What data can be like at its worst: no rows, one row, no spread, nothing but missing values, NaN, infinities, levels that were never seen.</summary>
internal static class StrangeData
{
    public static IEnumerable<Dataset> Of(Dataset data) =>
    [
        data.Slice(0, 0),
        data.Slice(0, 1),
        data.Slice(0, 2),
        data.Take(new int[20]),
        OnFeatures(data, column => Column.AllMissing(column.Name, column.Type, column.Length)),
        OnFeatures(data, column => With(column, double.PositiveInfinity, double.NegativeInfinity)),
        OnFeatures(data, column => With(column, double.NaN, double.NaN)),
        OnFeatures(data, column => With(column, double.MaxValue, double.MinValue)),
        OnFeatures(data, OtherLevels),
    ];

    private static Dataset OnFeatures(Dataset data, Func<Column, Column> change) =>
        data.Features.ToArray().Aggregate(data, (current, column) => current.With(change(column)));

    // NaN as a value, not as a missing row, in every fifth row.
    private static Column With(Column column, double even, double odd)
    {
        if (column is not NumberColumn numbers) return column;
        double[] values = numbers.Values.ToArray();
        for (int row = 0; row < values.Length; row += 5) values[row] = row % 2 == 0 ? even : odd;
        return new NumberColumn(column.Name, values, default);
    }

    private static Column OtherLevels(Column column) => column switch
    {
        CategoryColumn => CategoryColumn.FromValues(column.Name, Enumerable.Range(0, column.Length).Select(row => $"never seen {row % 3}")),
        TextColumn => TextColumn.FromValues(column.Name, Enumerable.Range(0, column.Length).Select(row => $"never seen {row}")),
        _ => column,
    };
}
