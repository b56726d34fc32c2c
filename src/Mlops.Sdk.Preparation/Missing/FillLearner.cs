using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Learns what one column is filled with.</summary>
internal static class FillLearner
{
    private static readonly long s_epoch = DateTime.UnixEpoch.Ticks;

    public static ImputedColumn Learn(Column column, MissingOptions options, double[]? weights) => column switch
    {
        NumberColumn numbers => Number(numbers, options.Numeric, weights),
        IntegerColumn integers => Integer(integers, options.Numeric, weights),
        FlagColumn flags => Flag(flags, options.Categorical, weights),
        TimestampColumn moments => Timestamp(moments),
        CategoryColumn categories => Category(categories, options.Categorical, weights),
        TextColumn texts => Text(texts, options.Categorical, weights),
        _ => throw new NotSupportedException($"Columns of type {column.Type} cannot be filled."),
    };

    private static ImputedColumn Number(NumberColumn column, ImputeMethod method, double[]? weights)
    {
        (double fill, int missing) = FillOf(column.Values, method, weights);
        return new ImputedColumn(column.Name, column.Type, method.ValueName(isNumber: true), missing) { Number = fill };
    }

    private static ImputedColumn Integer(IntegerColumn column, ImputeMethod method, double[]? weights)
    {
        (double fill, int missing) = FillOf(column.ToNumbers().Span, method, weights);
        return new ImputedColumn(column.Name, column.Type, method.ValueName(isNumber: true), missing) { Integer = (long)Math.Round(fill) };
    }

    private static (double Fill, int Missing) FillOf(ReadOnlySpan<double> values, ImputeMethod method, double[]? weights)
    {
        double[] finite = new double[values.Length], finiteWeights = weights is null ? [] : new double[values.Length];
        int count = 0, missing = 0;
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsFinite(values[row]))
            {
                if (weights is not null) finiteWeights[count] = weights[row];
                finite[count++] = values[row];
            }
            else if (double.IsNaN(values[row]))
            {
                missing++;
            }
        }

        double fill = count == 0 && method is not NumberFill ? 0 : method.Number(finite.AsSpan(0, count), weights is null ? [] : finiteWeights.AsSpan(0, count));
        return (fill, missing);
    }

    private static ImputedColumn Flag(FlagColumn column, ImputeMethod method, double[]? weights)
    {
        double balance = 0;
        for (int row = 0; row < column.Length; row++)
            if (!column.IsMissing(row)) balance += (column.Values[row] ? 1 : -1) * (weights?[row] ?? 1);
        bool? wanted = method is TextFill { Value: var text } ? text.ToUpperInvariant() switch { "TRUE" or "1" => true, "FALSE" or "0" => false, _ => null } : null;
        return new ImputedColumn(column.Name, column.Type, wanted is null ? "mode" : method.Name, column.MissingCount) { Flag = wanted ?? balance > 0 };
    }

    private static ImputedColumn Timestamp(TimestampColumn column)
    {
        int missing = column.MissingCount;
        var ticks = new long[column.Length - missing];
        for (int row = 0, i = 0; row < column.Length; row++)
            if (!column.IsMissing(row)) ticks[i++] = column.Ticks[row];
        ticks.AsSpan().Sort();
        return new ImputedColumn(column.Name, column.Type, "median", missing) { Integer = ticks.Length == 0 ? s_epoch : ticks[(ticks.Length - 1) / 2] };
    }

    private static ImputedColumn Category(CategoryColumn column, ImputeMethod method, double[]? weights)
    {
        var counts = new double[column.Levels.Count];
        int missing = 0;
        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            if (codes[row] < 0) missing++;
            else counts[codes[row]] += weights?[row] ?? 1;
        }

        string fill = method.Level ?? (missing == codes.Length ? OwnLevelName : column.Levels[System.Numerics.Tensors.TensorPrimitives.IndexOfMax<double>(counts)]);
        return new ImputedColumn(column.Name, column.Type, method.ValueName(isNumber: false), missing) { Text = fill };
    }

    private static ImputedColumn Text(TextColumn column, ImputeMethod method, double[]? weights)
    {
        string? fill = method.Level;
        if (fill is null)
        {
            var counts = new Dictionary<string, double>(StringComparer.Ordinal);
            for (int row = 0; row < column.Length; row++)
            {
                if (column.IsMissing(row)) continue;
                ref double count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, column.GetText(row), out _);
                count += weights?[row] ?? 1;
            }

            fill = counts.Count == 0 ? OwnLevelName : counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;
        }

        return new ImputedColumn(column.Name, column.Type, method.ValueName(isNumber: false), column.MissingCount) { Text = fill };
    }

    private const string OwnLevelName = "missing";

    public static string Show(ImputedColumn column) =>
        column.Source ?? column.Text ?? (column.Number is { } number ? ReportNumber.Format(number, digits: 6) : null)
        ?? (column.Flag is { } flag ? flag ? "true" : "false"
            : column.Type == ColumnType.Timestamp ? new DateTime(column.Integer!.Value).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
            : column.Integer!.Value.ToString(CultureInfo.InvariantCulture));
}
