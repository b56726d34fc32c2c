using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Learns the fences of columns.</summary>
internal static class FenceLearner
{
    public static Field[] Choose(ColumnSet columns, Schema schema, SchemaProblems? problems = null)
    {
        Field[] chosen = SchemaEdit.Resolve(columns, schema, problems);

        // A field that is not a feature is chosen only by its name.
        foreach (Field field in chosen.Where(field => !IsMeasured(field) && columns.Contains(field with { Role = ColumnRole.Ignored })))
            problems?.Add($"Column '{field.Name}' is {field.Type}; outliers are looked for in numbers and integers. Leave it out of the column set.");
        return [.. chosen.Where(IsMeasured)];
    }

    public static FencedColumn[] Learn(Dataset train, IReadOnlyList<Field> fields, OutlierMethod method, FitContext context) =>
        ColumnWork.Each(fields, context, field => Learn(train[field.Name], method));

    private static bool IsMeasured(Field field) => field.Type is ColumnType.Number or ColumnType.Integer;

    private static FencedColumn Learn(Column column, OutlierMethod method)
    {
        ReadOnlySpan<double> values = column.ToNumbers().Span;
        var finite = new double[values.Length];
        int count = 0, missing = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value)) finite[count++] = value;
            else missing += double.IsNaN(value) ? 1 : 0;
        }

        var learnt = new FencedColumn(column.Name, column.Type, values.Length - missing, 0, 0);
        if (count == 0) return learnt;
        Span<double> sample = finite.AsSpan(0, count);
        var box = new double[5];
        Quantiles.OfInPlace(sample, [0, 0.25, 0.5, 0.75, 1], box);
        learnt = learnt with { Box = box };
        (double low, double high) = method.Learn(sample, box);
        if (column.Type == ColumnType.Integer) (low, high) = (Math.Ceiling(low), Math.Floor(high));
        if (!(low <= high)) return learnt;
        (int below, int above) = Fences.Count(values, low, high);
        return learnt with { Low = low, High = high, Below = below, Above = above };
    }
}
