using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record TargetEncoding(double Smoothing, int Folds) : LabelEncoding(Folds)
{
    public double Smoothing { get; init; } = Valid.AtLeast(Smoothing, 0.0, nameof(Smoothing));

    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target) => new LevelNumbersCode(
        column.Name,
        column.Type,
        Array.ConvertAll(target!.Series, series => GroupMeans.Smoothed(column.Codes.Span, column.Levels.Count, series, target.Weights, Smoothing)))
    {
        Outputs = target.OutputsOf(column.Name),
    };

    public override double[][] OutOfFold(LevelColumn column, EncodingTarget target, int[] folds) =>
        Array.ConvertAll(target.Series, series => GroupMeans.SmoothedOutOfFold(column.Codes.Span, column.Levels.Count, series, target.Weights, Smoothing, folds, Folds));
}
