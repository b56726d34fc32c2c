using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>A mistake that data comes with, made in one column of a clean table.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Suits">Whether it can be made in a column.</param>
/// <param name="Make">The table with the mistake. The rows that are given are those it is made in.</param>
internal sealed record Plant(string Name, Func<Column, bool> Suits, Func<Dataset, string, bool[], Dataset> Make)
{
    public static IReadOnlyList<Plant> All { get; } =
    [
        new("missing", _ => true, (data, name, rows) => data.With(Missing(data[name], rows))),
        new("stand_in_number", column => IsAmount(column) && !Values(column).Contains(-999), (data, name, rows) => data.With(Change(data[name], rows, _ => -999))),
        new("sign", column => IsAmount(column) && Values(column).All(value => value >= 0), (data, name, rows) => data.With(Change(data[name], rows, value => -value))),
        new("unit_in_some_rows", IsAmount, (data, name, rows) => data.With(Change(data[name], rows, value => value * 100))),
        new("unit_in_all_rows", IsAmount, (data, name, _) => data.With(Change(data[name], null, value => value * 2.54))),
        new("shift_of_half_a_deviation", IsAmount, (data, name, _) => Shift(data, name)),
        new("stuck", column => IsAmount(column), (data, name, _) => data.With(Change(data[name], null, _ => Values(data[name]).First()))),
        new("number_as_text", column => column.Type is ColumnType.Number or ColumnType.Integer, (data, name, rows) => data.With(Spoilt(data[name], rows))),
        new("new_level", IsLevels, (data, name, rows) => data.With(Respelt(data[name], rows, _ => "(not seen before)"))),
        new("case", column => IsLevels(column) && ((CategoryColumn)column).Levels.Names.All(level => level.Any(char.IsLower)), (data, name, rows) => data.With(Respelt(data[name], rows, text => text.ToUpperInvariant()))),
        new("cut_text", column => column is TextColumn, (data, name, rows) => data.With(Respelt(data[name], rows, text => text.Length > 2 ? text[..2] : ""))),
        new("future", column => column.Type == ColumnType.Timestamp, (data, name, rows) => data.With(Later(data[name], rows))),
        new("column_gone", _ => true, (data, name, _) => data.Drop(name)),
        new("column_renamed", _ => true, (data, name, _) => data.Rename(name, $"{name}_v2")),
        new("columns_swapped", IsAmount, Swap),
    ];

    private static bool IsAmount(Column column) => column.Type is ColumnType.Number or ColumnType.Integer && Values(column).Distinct().Take(11).Count() > 10;

    private static bool IsLevels(Column column) => column is CategoryColumn { Levels.Count: >= 2 and <= 20 };

    private static IEnumerable<double> Values(Column column)
    {
        double[] values = column.ToNumbers().ToArray();
        return Enumerable.Range(0, values.Length).Where(row => !column.IsMissing(row) && double.IsFinite(values[row])).Select(row => values[row]);
    }

    private static Column Missing(Column column, bool[] rows)
    {
        MissingMask mask = MissingMask.Create(column.Length, row => rows[row] || column.IsMissing(row));
        return column switch
        {
            NumberColumn number => new NumberColumn(column.Name, Kept(number.Values, mask, double.NaN), mask),
            IntegerColumn integer => new IntegerColumn(column.Name, Kept(integer.Values, mask, 0), mask),
            FlagColumn flag => new FlagColumn(column.Name, Kept(flag.Values, mask, false), mask),
            TimestampColumn moment => new TimestampColumn(column.Name, Kept(moment.Ticks, mask, 0), mask),
            CategoryColumn => CategoryColumn.FromValues(column.Name, Enumerable.Range(0, column.Length).Select(row => mask[row] ? null : column.GetText(row))),
            _ => TextColumn.FromValues(column.Name, Enumerable.Range(0, column.Length).Select(row => mask[row] ? null : column.GetText(row))),
        };
    }

    private static T[] Kept<T>(ReadOnlySpan<T> values, MissingMask mask, T missing)
    {
        T[] kept = values.ToArray();
        for (int row = 0; row < kept.Length; row++)
            if (mask[row]) kept[row] = missing;
        return kept;
    }

    private static Column Change(Column column, bool[]? rows, Func<double, double> change)
    {
        double[] values = column.ToNumbers().ToArray();
        for (int row = 0; row < values.Length; row++)
            if (!column.IsMissing(row) && (rows is null || rows[row])) values[row] = change(values[row]);
        MissingMask mask = MissingMask.Create(column.Length, column.IsMissing);
        // As a file of whole numbers would come again: with fractions it is read as numbers.
        return column is IntegerColumn && Enumerable.Range(0, values.Length).All(row => mask[row] || Math.Floor(values[row]) == values[row])
            ? new IntegerColumn(column.Name, Array.ConvertAll(values, value => double.IsFinite(value) ? (long)value : 0), mask)
            : new NumberColumn(column.Name, values, mask);
    }

    private static Dataset Shift(Dataset data, string name)
    {
        double[] values = [.. Values(data[name])];
        double half = Math.Sqrt(values.Sum(value => (value - values.Average()) * (value - values.Average())) / values.Length) / 2;
        return data.With(Change(data[name], null, value => data[name] is IntegerColumn ? Math.Floor(value + half) : value + half));
    }

    private static TextColumn Spoilt(Column column, bool[] rows) =>
        TextColumn.FromValues(column.Name, Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : rows[row] ? $"{column.GetText(row)} kg" : column.GetText(row)));

    private static Column Respelt(Column column, bool[] rows, Func<string, string> change)
    {
        IEnumerable<string?> values = Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : rows[row] ? change(column.GetText(row)) : column.GetText(row));
        return column is CategoryColumn ? CategoryColumn.FromValues(column.Name, values) : TextColumn.FromValues(column.Name, values);
    }

    private static TimestampColumn Later(Column column, bool[] rows)
    {
        long[] ticks = ((TimestampColumn)column).Ticks.ToArray();
        for (int row = 0; row < ticks.Length; row++)
            if (rows[row] && !column.IsMissing(row)) ticks[row] = new DateTime(ticks[row]).AddYears(100).Ticks;
        return new TimestampColumn(column.Name, ticks, MissingMask.Create(column.Length, column.IsMissing));
    }

    private static Dataset Swap(Dataset data, string name, bool[] rows)
    {
        string[] others = [.. data.Columns.Where(column => column.Name != name && column.Type == data[name].Type && IsAmount(column)).Select(column => column.Name)];
        if (others.Length == 0) return data;
        string other = others[RandomStream.For((ulong)data.RowCount, name).NextInt32(others.Length)], free = $"{name}{other}";
        return data.Rename(name, free).Rename(other, name).Rename(free, other);
    }
}
