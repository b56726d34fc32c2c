using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Learns how the values of a column are transformed, by the kernels of scaling. Row weights have no say, as in fences.</summary>
internal static class OutlierTransform
{
    public static bool IsOne(OutlierAction action) => action is OutlierAction.TransformLog or OutlierAction.TransformYeoJohnson or OutlierAction.TransformRobustScale;

    /// <summary>The transformation of every column; null for one without a finite value, and where nothing is transformed.</summary>
    /// <exception cref="MlopsException">MLO1712: columns have values without a logarithm.</exception>
    public static ColumnScale?[] Learn(Dataset train, IReadOnlyList<Field> fields, OutlierAction action, FitContext context)
    {
        if (!IsOne(action)) return new ColumnScale?[fields.Count];
        if (action == OutlierAction.TransformLog) RequirePositive(train, fields);
        return ColumnWork.Each(fields, context, field => Learn(ScalingSample.Of(train[field.Name], null, needsMoments: false, context.CancellationToken), action));
    }

    private static ColumnScale? Learn(ScalingSample sample, OutlierAction action)
    {
        if (sample.Count == 0) return null;
        ColumnScale scale = action switch
        {
            OutlierAction.TransformLog => new LogScale(sample.Range.Min),
            OutlierAction.TransformYeoJohnson => ScaleMethod.YeoJohnson().Learn(sample),
            _ => ScaleMethod.Robust().Learn(sample),
        };
        return scale.IsWhole ? scale : LinearScale.Nothing;
    }

    private static void RequirePositive(Dataset train, IReadOnlyList<Field> fields)
    {
        string[] bad = [.. fields.Select(field => (field.Name, Values: train[field.Name].ToNumbers())).Select(column => (column.Name, Fences.Count(column.Values.Span, double.Epsilon, double.PositiveInfinity).Below, Descriptive.Range(column.Values.Span).Min))
            .Where(column => column.Below > 0).Select(column => FormattableString.Invariant($"'{column.Name}' has {column.Below} values of 0 or less, the least {ReportNumber.Format(column.Min)}"))];
        if (bad.Length > 0) throw new MlopsException("MLO1712", $"A number of 0 or less has no logarithm: {string.Join("; ", bad)}. Take OutlierAction.TransformYeoJohnson, which takes numbers of any sign, or leave such columns out of the column set.");
    }
}
