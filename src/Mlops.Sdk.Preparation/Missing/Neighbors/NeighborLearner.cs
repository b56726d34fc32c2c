using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Keeps the training rows that later rows are compared with.</summary>
internal static class NeighborLearner
{
    // A gigabyte of donors.
    private const int MostCells = 1 << 27;

    /// <summary>A filler, or null where no column is to be filled by neighbors.</summary>
    public static (NeighborState State, NeighborFiller Filler)? Learn(Dataset train, IReadOnlyList<Field> fields, MissingOptions options, double[]? weights, FitContext context)
    {
        NearestFill? method = options.Numeric as NearestFill ?? options.Categorical as NearestFill;
        if (method is null) return null;
        var compared = fields.Where(field => IsCompared(field, method)).Select(field => (Field: field, Cells: ColumnCells.Read(train[field.Name]))).Where(column => column.Cells.Any(cell => !double.IsNaN(cell)))
            .OrderBy(column => IsCode(column.Field)).ToArray();
        NeighborColumn[] columns = [.. compared.Select(column => new NeighborColumn(column.Field.Name, IsCode(column.Field), IsCode(column.Field) || !method.Scale ? 1 : ScaleOf(column.Cells, weights), IsFilled(column.Field, options)))];
        if (!columns.Any(column => column.IsFilled)) return null;
        int[] rows = [.. Enumerable.Range(0, train.RowCount).Where(row => weights?[row] is not 0 && compared.Any(column => !double.IsNaN(column.Cells[row])))];
        int most = Math.Min(method.Donors, Math.Max(1, MostCells / columns.Length));
        if (rows.Length > most)
        {
            int[] chosen = context.Random.Split("donors").SampleWithoutReplacement(rows.Length, most);
            Array.Sort(chosen);
            rows = Array.ConvertAll(chosen, index => rows[index]);
        }

        var donors = new double[(long)rows.Length * columns.Length];
        for (int i = 0; i < rows.Length; i++)
            for (int column = 0; column < columns.Length; column++) donors[(i * columns.Length) + column] = compared[column].Cells[rows[i]];
        var state = new NeighborState(method.Neighbors, method.ByDistance, rows.Length, weights is not null, columns);
        return (state, new NeighborFiller(state, fields, donors, weights is null ? [] : Array.ConvertAll(rows, row => weights[row])));
    }

    private static bool IsCode(Field field) => field.Type is ColumnType.Category or ColumnType.Flag;

    private static bool IsCompared(Field field, NearestFill method) => field.Type != ColumnType.Text && (method.Scale || field.Type != ColumnType.Timestamp);

    private static bool IsFilled(Field field, MissingOptions options) => field.Type switch
    {
        ColumnType.Number or ColumnType.Integer => options.Numeric is NearestFill,
        ColumnType.Category or ColumnType.Flag => options.Categorical is NearestFill,
        _ => false,
    };

    // A column without spread, or one too wide to measure, tells rows not apart.
    private static double ScaleOf(double[] cells, double[]? weights)
    {
        double scale = 1 / Math.Sqrt(weights is null ? Moments.Of(cells).PopulationVariance : WeightedMoments.Of(cells, weights).PopulationVariance);
        return double.IsFinite(scale) ? scale : 0;
    }
}
