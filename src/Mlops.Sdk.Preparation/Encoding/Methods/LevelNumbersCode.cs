namespace Mlops.Sdk;

/// <summary>Numbers for each level, such as the smoothed mean of the label; the last of each series is that of missing values.</summary>
internal sealed record LevelNumbersCode(string Name, ColumnType Type, double[][] Means) : ColumnCode(Name, Type)
{
    /// <summary>How the numbers were learnt; null for the target mean.</summary>
    public string? How { get; init; }

    public override string Method => How ?? "target mean";

    public override int? LevelCount => Means.Length == 0 ? 0 : Means[0].Length - 1;

    public override bool IsWhole(int levels) => Means.Length == Outputs.Length && Array.TrueForAll(Means, means => means.Length == levels + 1);

    public override double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken)
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
