using Power = Mlops.Sdk.Numerics.YeoJohnson;

namespace Mlops.Sdk;

internal sealed record YeoJohnsonScaling(bool Standardize) : ScaleMethod
{
    internal override ColumnScale Learn(ScalingSample sample)
    {
        double lambda = Power.Lambda(sample.Values.Span, sample.Weights, sample.CancellationToken);
        var powers = new double[sample.Values.Length];
        Power.Apply(sample.Values.Span, lambda, powers);

        // Of numbers at the end of their range, which stay as they are.
        for (int i = 0; i < powers.Length; i++)
            if (double.IsInfinity(powers[i]) && double.IsFinite(sample.Values.Span[i])) return new PowerScale(1, 0, 1) { IsMovedAlone = true };
        if (!Standardize) return new PowerScale(lambda, 0, 1);
        (double mean, double deviation) = sample.MomentsOf(powers);
        LinearScale scale = LinearScale.Of(mean, sample.IsConstant ? 0 : deviation);
        return new PowerScale(lambda, scale.Center, scale.Scale) { IsMovedAlone = scale.IsMovedAlone };
    }
}

internal sealed record Log1pScaling : ScaleMethod
{
    internal override ColumnScale Learn(ScalingSample sample) => new Log1pScale();
}
