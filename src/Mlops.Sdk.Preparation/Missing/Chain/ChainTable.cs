using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Columns as the models of a chain take them: numbers without infinities, and categories.</summary>
internal static class ChainTable
{
    /// <summary>A filled column as a feature, or null for texts.</summary>
    /// <param name="column">A column without a missing row.</param>
    /// <param name="instead">What stands for an infinite number.</param>
    public static Column? Feature(Column column, double instead)
    {
        switch (column)
        {
            case TextColumn: return null;
            case CategoryColumn: return column;
            case TimestampColumn moments:
                var days = new double[moments.Length];
                for (int row = 0; row < days.Length; row++) days[row] = (double)moments.Ticks[row] / TimeSpan.TicksPerDay;
                return new NumberColumn(column.Name, days);
            default:
                double[] numbers = column.ToNumbers().ToArray();
                foreach (ref double number in numbers.AsSpan()) number = double.IsFinite(number) ? number : instead;
                return new NumberColumn(column.Name, numbers);
        }
    }

    /// <summary>What the models learn of a column: numbers as numbers, so that few different integers are not taken for classes.</summary>
    public static Column Label(Column column) => column is IntegerColumn or NumberColumn ? new NumberColumn(column.Name, ColumnCells.Read(column)) : column;

    /// <summary>Predictions as cells of a column.</summary>
    public static double[] Cells(Predictions predictions, Column column, ChainLink link)
    {
        var cells = new double[predictions.RowCount];
        if (predictions.Task == TaskKind.Regression)
        {
            for (int row = 0; row < cells.Length; row++) cells[row] = Math.Clamp(predictions.Values[row], link.Low, link.High);
            return cells;
        }

        double[] codes = [.. predictions.Classes.Select(name => column switch
        {
            CategoryColumn categories => categories.Levels.IndexOf(name) is var code and >= 0 ? code : throw new InvalidDataException($"The chain knows the level '{name}', which column '{column.Name}' has not."),
            FlagColumn => name == "true" ? 1.0 : 0.0,
            _ => throw new InvalidDataException($"The chain knows classes of column '{column.Name}', which is {column.Type}."),
        })];
        for (int row = 0; row < cells.Length; row++) cells[row] = codes[predictions.Decisions[row]];
        return cells;
    }
}
