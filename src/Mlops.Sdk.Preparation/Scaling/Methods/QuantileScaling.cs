namespace Mlops.Sdk;

internal sealed record QuantileScaling(QuantileOutput Output, int Count) : ScaleMethod
{
    public QuantileOutput Output { get; init; } = Valid.Defined(Output, nameof(Output));

    public int Count { get; init; } = Valid.Within(Count, 2, 10_000, nameof(Count));

    internal override ColumnScale Learn(ScalingSample sample)
    {
        int count = Math.Min(Count, sample.Count);
        double[] quantiles = sample.Quantiles([.. Enumerable.Range(0, count).Select(i => count == 1 ? 0.5 : (double)i / (count - 1))]);

        // Rounding between neighbours may turn two of them round.
        for (int i = 1; i < quantiles.Length; i++) quantiles[i] = Math.Max(quantiles[i], quantiles[i - 1]);
        return new QuantileScale(quantiles, Output == QuantileOutput.Normal);
    }
}
