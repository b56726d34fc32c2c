using System.Globalization;

namespace Mlops.Sdk.Extensibility;

/// <summary>Brings data into the types and levels that a fitted stage knows, where nothing can be lost, and says everything that stands in the way at once.</summary>
public static class SchemaMatch
{
    /// <summary>The data with every needed column in its type and levels; other columns pass through.</summary>
    /// <remarks>
    /// Safe conversions only: integers and flags to numbers, flags to integers, integers that are all 0 or 1 to flags, texts and categories to each other, texts that are all numbers to numbers,
    /// numbers that are all whole to integers. A category level that is not known becomes missing. A column that is missing in every row fits any type.
    /// </remarks>
    /// <exception cref="SchemaMismatchException">A needed column is missing or cannot be converted; the message lists all.</exception>
    public static Dataset Conform(Dataset data, IEnumerable<Field> needed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(needed);
        var problems = new SchemaProblems();
        Dataset result = data;
        foreach (Field field in needed)
        {
            if (!data.Schema.Contains(field.Name))
            {
                problems.AddMissing(field, data.Schema);
                continue;
            }

            Column column = data[field.Name];
            if (column.Type == field.Type && (field.Levels is null || (column as CategoryColumn)!.Levels.Equals(field.Levels))) continue;
            if (Convert(column, field) is { } converted) result = result.With(converted);
            else problems.AddWrongType(field, column.Type);
        }

        problems.ThrowIfAny();
        return result;
    }

    /// <summary>The column in another type, or null when a value would be lost.</summary>
    public static Column? Convert(Column column, Field target)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(target);
        return target.Type switch
        {
            ColumnType.Number => ToNumber(column),
            ColumnType.Integer => ToInteger(column),
            ColumnType.Flag => ToFlag(column),
            ColumnType.Category => ToCategory(column, target.Levels),
            ColumnType.Text => column is TextColumn ? column : TextColumn.FromValues(column.Name, Texts(column)),
            ColumnType.Timestamp => ToTimestamp(column),
            _ => null,
        };
    }

    private static IEnumerable<string?> Texts(Column column) =>
        Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : column.GetText(row));

    private static NumberColumn? ToNumber(Column column)
    {
        if (column is NumberColumn same) return same;
        if (column.IsNumeric) return new NumberColumn(column.Name, column.ToNumbers());
        if (column is TimestampColumn && column.MissingCount < column.Length) return null;
        var values = new double[column.Length];
        for (int row = 0; row < values.Length; row++)
        {
            if (column.IsMissing(row)) values[row] = double.NaN;
            else if (!double.TryParse(column.GetText(row), NumberStyles.Float, CultureInfo.InvariantCulture, out values[row])) return null;
        }

        return new NumberColumn(column.Name, values);
    }

    private static IntegerColumn? ToInteger(Column column)
    {
        if (column is IntegerColumn same) return same;
        if (column is TimestampColumn && column.MissingCount < column.Length) return null;
        if (ToNumber(column) is not { } numbers) return null;
        var values = new long[column.Length];
        for (int row = 0; row < values.Length; row++)
        {
            if (numbers.IsMissing(row)) continue;
            double value = numbers.Values[row];
            if (value != Math.Floor(value) || Math.Abs(value) > 1L << 53) return null;
            values[row] = (long)value;
        }

        return new IntegerColumn(column.Name, values, MissingMask.Create(column.Length, numbers.IsMissing));
    }

    private static FlagColumn? ToFlag(Column column)
    {
        if (column is FlagColumn same) return same;
        var values = new bool[column.Length];
        for (int row = 0; row < values.Length; row++)
        {
            if (column.IsMissing(row)) continue;
            switch (column.GetText(row).ToUpperInvariant())
            {
                case "TRUE" or "1": values[row] = true; break;
                case "FALSE" or "0": break;
                default: return null;
            }
        }

        return new FlagColumn(column.Name, values, MissingMask.Create(column.Length, column.IsMissing));
    }

    private static CategoryColumn? ToCategory(Column column, CategoryLevels? levels)
    {
        CategoryColumn category = column as CategoryColumn ?? CategoryColumn.FromValues(column.Name, Texts(column));
        return levels is null ? category : category.WithLevels(levels);
    }

    private static TimestampColumn? ToTimestamp(Column column)
    {
        if (column is TimestampColumn same) return same;
        if (column.IsNumeric && column.MissingCount < column.Length) return null;
        var ticks = new long[column.Length];
        for (int row = 0; row < ticks.Length; row++)
        {
            if (column.IsMissing(row)) continue;
            if (!DateTime.TryParse(column.GetText(row), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTime value)) return null;
            ticks[row] = value.Ticks;
        }

        return new TimestampColumn(column.Name, ticks, MissingMask.Create(column.Length, column.IsMissing));
    }
}
