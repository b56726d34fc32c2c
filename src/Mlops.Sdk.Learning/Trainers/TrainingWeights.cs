namespace Mlops.Sdk;

/// <summary>The weights of the rows that a learner reads.</summary>
internal static class TrainingWeights
{
    /// <summary>One weight of at least 0 a row that single precision holds, 1 without a weight column.</summary>
    /// <exception cref="MlopsException">MLO2102: a weight is missing, negative or not finite, or all are 0.</exception>
    public static double[] Of(Dataset train)
    {
        var weights = new double[train.RowCount];
        if (train.Weight is not { } column)
        {
            Array.Fill(weights, 1);
            return weights;
        }

        MetricData.ReadWeights(column).CopyTo(weights);
        int bad = Array.FindIndex(weights, weight => !(weight >= 0 && float.IsFinite((float)weight)));
        if (bad >= 0) throw new MlopsException("MLO2102", FormattableString.Invariant($"Weight '{column.Name}' is {weights[bad]} in row {bad}; a weight is finite and at least 0. Leave such rows out or give them a weight."));
        return Array.Exists(weights, weight => (float)weight > 0) ? weights : throw new MlopsException("MLO2102", $"The weights '{column.Name}' are all 0. Check the column.");
    }
}
