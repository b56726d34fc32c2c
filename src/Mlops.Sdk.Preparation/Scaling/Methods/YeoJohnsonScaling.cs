using Power = Mlops.Sdk.Numerics.YeoJohnson;

namespace Mlops.Sdk;

internal sealed record YeoJohnsonScaling(bool Standardize) : ScaleMethod
{
    internal override ColumnScale Learn(ScalingSample sample)
    {
        double lambda = Power.Lambda(sample.Values, sample.Weights, sample.CancellationToken);
        if (!Standardize) return new PowerScale(lambda, 0, 1);
        var powers = new double[sample.Values.Length];
        Power.Apply(sample.Values, lambda, powers);
        (double min, double max) = sample.Range();
        (double mean, double deviation) = sample.Moments(powers);
        LinearScale scale = LinearScale.Of(mean, max > min ? deviation : 0);
        return new PowerScale(lambda, scale.Center, scale.Scale);
    }
}

internal sealed record Log1pScaling : ScaleMethod
{
    internal override ColumnScale Learn(ScalingSample sample) => new Log1pScale();
}
