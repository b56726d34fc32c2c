using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The place among quantiles, as a share or as the normal number of it.</summary>
internal sealed record QuantileScale(double[] Quantiles, bool IsNormal) : ColumnScale
{
    // As near to 0 and 1 as scikit-learn goes, so that the ends are finite.
    private const double Nearest = 1e-7;

    private static readonly double s_end = -Normal.Quantile(Nearest - (Math.BitIncrement(1.0) - 1));

    public override string Statement => FormattableString.Invariant($"{(IsNormal ? "normal number of" : "share by")} {Quantiles.Length:N0} quantiles");

    public override bool IsWhole => QuantileMap.AreUsable(Quantiles);

    public bool Equals(QuantileScale? other) => other is not null && IsNormal == other.IsNormal && Quantiles.AsSpan().SequenceEqual(other.Quantiles);

    public override int GetHashCode() => HashCode.Combine(Quantiles.Length, IsNormal);

    public override Action<ReadOnlyMemory<double>, Memory<double>> ToMap()
    {
        var map = new QuantileMap(Quantiles);
        return (values, results) =>
        {
            Span<double> shares = results.Span;
            map.Apply(values.Span, shares);
            if (!IsNormal) return;
            foreach (ref double share in shares) share = double.IsNaN(share) ? share : Math.Clamp(Normal.Quantile(share), -s_end, s_end);
        };
    }
}
