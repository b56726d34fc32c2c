using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record JamesSteinEncoding(int Folds) : LabelEncoding(Folds)
{
    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target) => new LevelNumbersCode(
        column.Name,
        column.Type,
        Array.ConvertAll(target!.Series, series => GroupMeans.Smoothed(column.Codes.Span, column.Levels.Count, series, target.Weights, Smoothing(column, target, series))))
    {
        Outputs = target.OutputsOf(column.Name),
        How = "James-Stein",
    };

    // The smoothing is of all rows and so the same for each, as the overall mean is: it tells nothing of one.
    public override double[][] OutOfFold(LevelColumn column, EncodingTarget target, int[] folds) =>
        Array.ConvertAll(target.Series, series => GroupMeans.SmoothedOutOfFold(column.Codes.Span, column.Levels.Count, series, target.Weights, Smoothing(column, target, series), folds, Folds));

    private static double Smoothing(LevelColumn column, EncodingTarget target, double[] series) => GroupMeans.JamesSteinSmoothing(column.Codes.Span, column.Levels.Count, series, target.Weights);
}
