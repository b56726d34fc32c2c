namespace Mlops.Sdk;

/// <summary>How much each row counts, read from the column with the weight role.</summary>
internal static class RowWeights
{
    /// <summary>What a column of weights is called where there was none.</summary>
    public const string DefaultName = "weight";

    /// <summary>The weight of every row, 0 where it is missing; null when no column has the role.</summary>
    /// <exception cref="MlopsException">MLO1701: a weight is negative or infinite.</exception>
    public static double[]? Read(Dataset data)
    {
        if (data.Weight is not { IsNumeric: true } column) return null;
        double[] weights = column.ToNumbers().ToArray();
        for (int row = 0; row < weights.Length; row++)
        {
            if (double.IsNaN(weights[row])) weights[row] = 0;
            else if (!(weights[row] >= 0 && double.IsFinite(weights[row])))
                throw new MlopsException("MLO1701", FormattableString.Invariant($"Weight '{column.Name}' is {weights[row]} in row {row}; a weight is finite and at least 0. Leave such rows out, or correct them."));
        }

        return weights;
    }
}
