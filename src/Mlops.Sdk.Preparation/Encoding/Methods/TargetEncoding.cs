using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record TargetEncoding(double Smoothing, int Folds) : EncodingMethod
{
    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target) => new TargetCode(
        column.Name,
        column.Type,
        Array.ConvertAll(target!.Series, series => GroupMeans.Smoothed(column.Codes.Span, column.Levels.Count, series, target.Weights, Smoothing)))
    {
        Outputs = Array.ConvertAll(target.Names, name => name.Length == 0 ? column.Name : $"{column.Name}=P({name})"),
    };

    /// <summary>What training sees: for every row the means over the rows of other folds.</summary>
    internal double[][] OutOfFold(LevelColumn column, EncodingTarget target, int[] folds) =>
        Array.ConvertAll(target.Series, series => GroupMeans.SmoothedOutOfFold(column.Codes.Span, column.Levels.Count, series, target.Weights, Smoothing, folds, Folds));
}

/// <summary>The smoothed mean of each level; the last of each series is that of missing values.</summary>
internal sealed record TargetCode(string Name, ColumnType Type, double[][] Means) : ColumnCode(Name, Type)
{
    public override string Method => "target mean";

    public override int? LevelCount => Means.Length == 0 ? 0 : Means[0].Length - 1;

    public override bool IsWhole(int levels) => Means.Length == Outputs.Length && Array.TrueForAll(Means, means => means?.Length == levels + 1);

    public override double[][] Encode(Column column, CategoryLevels? levels)
    {
        ReadOnlySpan<int> codes = LevelColumn.Read(column, levels!).Codes.Span;
        double[][] outputs = Allocate(Means.Length, codes.Length);
        for (int i = 0; i < Means.Length; i++)
        {
            double[] means = Means[i], output = outputs[i];
            for (int row = 0; row < codes.Length; row++) output[row] = means[codes[row] < 0 ? means.Length - 1 : codes[row]];
        }

        return outputs;
    }
}
