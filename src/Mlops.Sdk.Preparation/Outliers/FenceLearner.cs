using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Learns the fences of columns.</summary>
internal static class FenceLearner
{
    // Of a normal sample, the distance of the quartiles in standard deviations.
    private const double NormalQuartiles = 1.3489795003921634;

    public static Field[] Choose(ColumnSet columns, string? groupBy, Schema schema, SchemaProblems? problems = null)
    {
        Field[] chosen = SchemaEdit.Resolve(columns, schema, problems);

        // A field that is not a feature is chosen only by its name.
        foreach (Field field in chosen.Where(field => !IsMeasured(field) && columns.Contains(field with { Role = ColumnRole.Ignored })))
            problems?.Add($"Column '{field.Name}' is {field.Type}; outliers are looked for in numbers and integers. Leave it out of the column set.");
        if (groupBy is not null && problems is not null) CheckGroup(groupBy, schema, problems);
        return [.. chosen.Where(field => IsMeasured(field) && field.Name != groupBy)];
    }

    public static OutlierState Learn(Dataset train, IReadOnlyList<Field> fields, OutlierMethod method, string? groupBy, int minimumGroupRows, OutlierAction action, FitContext context)
    {
        (string[] levels, int[] places) = groupBy is null ? ([], []) : GroupPlaces.All(train[groupBy]);
        FencedColumn[] columns = ColumnWork.Each(fields, context, field =>
        {
            FencedColumn column = Learn(train[field.Name], method);
            return groupBy is null || method.IsGiven ? column : WithGroups(column, train[field.Name], method, levels.Length, places, minimumGroupRows);
        });

        // Levels without a fence of their own are as unseen ones.
        int[] used = [.. Enumerable.Range(0, levels.Length).Where(level => columns.Any(column => column.Groups.Length > level && column.Groups[level] is not null))];
        return new OutlierState(train.RowCount, method.Name, action, [.. columns.Select(column => column with { Groups = column.Groups.Length == 0 ? [] : [.. used.Select(level => column.Groups[level])] })])
        {
            GroupBy = groupBy, Levels = [.. used.Select(level => levels[level])], IsGiven = method.IsGiven,
        };
    }

    private static bool IsMeasured(Field field) => field.Type is ColumnType.Number or ColumnType.Integer;

    private static void CheckGroup(string groupBy, Schema schema, SchemaProblems problems)
    {
        if (!schema.Contains(groupBy)) problems.Add($"GroupBy names column '{groupBy}', which is not in the data.{(schema.NearestName(groupBy) is { } near ? $" Did you mean '{near}'?" : "")}");
        else if (schema[groupBy].Role == ColumnRole.Label) problems.Add($"GroupBy names '{groupBy}', the label, which is not there when a model scores. Group by a feature.");
        else if (schema[groupBy].Type is ColumnType.Number or ColumnType.Timestamp) problems.Add($"GroupBy names '{groupBy}', which is {schema[groupBy].Type}; groups are levels of a category, flag, integer or text. Derive a category from it.");
    }

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

        var learnt = new FencedColumn(column.Name, column.Type, values.Length - missing, 0, 0) { Box = [], Groups = [] };
        var box = new double[5];
        if (count > 0)
        {
            Quantiles.OfInPlace(finite.AsSpan(0, count), [0, 0.25, 0.5, 0.75, 1], box);
            learnt = learnt with { Box = box, Deviation = DeviationOf(finite.AsSpan(0, count), box) };
        }

        if (count == 0 && !method.IsGiven) return learnt;
        (double low, double high) = FenceOf(finite.AsSpan(0, count), box, method, column.Type);
        if (!(low <= high)) return learnt;
        (int below, int above) = Fences.Count(values, low, high);
        return learnt with { Low = low, High = high, Below = below, Above = above };
    }

    private static FencedColumn WithGroups(FencedColumn learnt, Column column, OutlierMethod method, int levels, int[] places, int minimumRows)
    {
        ReadOnlySpan<double> values = column.ToNumbers().Span;
        int[] rows = [.. Enumerable.Range(0, places.Length).Where(row => places[row] >= 0)];
        Array.Sort(Array.ConvertAll(rows, row => places[row]), rows);
        var groups = new FencedGroup?[levels];
        var box = new double[5];
        for (int start = 0, end; start < rows.Length; start = end)
        {
            int level = places[rows[start]];
            var finite = new List<double>();
            for (end = start; end < rows.Length && places[rows[end]] == level; end++)
                if (double.IsFinite(values[rows[end]])) finite.Add(values[rows[end]]);
            if (finite.Count < minimumRows) continue;
            double[] sample = [.. finite];
            Quantiles.OfInPlace(sample, [0, 0.25, 0.5, 0.75, 1], box);
            double? deviation = DeviationOf(sample, box);
            (double low, double high) = FenceOf(sample, box, method, column.Type);
            if (low <= high) groups[level] = new FencedGroup(finite.Count, low, high, box[2], deviation);
        }

        // What lies outside is counted by the fence that holds for the row.
        learnt = learnt with { Groups = groups };
        (int below, int above) = FenceCells.Count(column, learnt, places);
        return learnt with { Below = below, Above = above };
    }

    private static (double Low, double High) FenceOf(Span<double> finite, ReadOnlySpan<double> box, OutlierMethod method, ColumnType type)
    {
        (double low, double high) = method.Learn(finite, box);
        return type == ColumnType.Integer ? (Math.Ceiling(low), Math.Floor(high)) : (low, high);
    }

    private static double? DeviationOf(ReadOnlySpan<double> finite, ReadOnlySpan<double> box)
    {
        double[] distances = finite.ToArray();
        foreach (ref double distance in distances.AsSpan()) distance = Math.Abs(distance - box[2]);
        double deviation = 0;
        Quantiles.OfInPlace(distances, [0.5], new Span<double>(ref deviation));
        deviation = deviation > 0 ? deviation * Quantiles.NormalConsistency : (box[3] - box[1]) / NormalQuartiles;
        return deviation > 0 && double.IsFinite(deviation) ? deviation : null;
    }
}
