namespace Mlops.Sdk;

/// <summary>An encoding that learns from the label. While training every row sees what rows in other folds say.</summary>
internal abstract record LabelEncoding(int Folds) : EncodingMethod
{
    public int Folds { get; init; } = Valid.AtLeast(Folds, 2, nameof(Folds));

    /// <summary>What of the label it cannot learn from, or null.</summary>
    public virtual string? Problem(EncodingTarget target) => null;

    /// <summary>What training sees: for every row the numbers by the rows of other folds.</summary>
    public abstract double[][] OutOfFold(LevelColumn column, EncodingTarget target, int[] folds);

    /// <summary>What training sees where rows have a time: for every row the numbers by the rows of earlier blocks. Rows of the earliest, which have no past, all get what a level without rows gets in it, so that no row knows its own label.</summary>
    public double[][] OutOfTime(LevelColumn column, EncodingTarget target, int[] blocks)
    {
        double[][] outputs = Array.ConvertAll(target.Series, _ => new double[blocks.Length]);
        foreach (IGrouping<int, int> block in Enumerable.Range(0, blocks.Length).GroupBy(row => blocks[row]))
        {
            bool hasPast = block.Key > 0;
            int[] past = hasPast ? [.. Enumerable.Range(0, blocks.Length).Where(row => blocks[row] < block.Key)] : [.. block];
            LevelColumn known = column with { Codes = Array.ConvertAll(past, row => hasPast ? column.Codes.Span[row] : -1) };
            double[][] means = ((LevelNumbersCode)Learn(known, target.Take(past))).Means;
            foreach (int row in block)
            {
                int level = hasPast ? column.Codes.Span[row] : 0;
                for (int i = 0; i < outputs.Length; i++) outputs[i][row] = means[i][level < 0 || level >= means[i].Length ? means[i].Length - 1 : level];
            }
        }

        return outputs;
    }
}
