namespace Mlops.Sdk;

internal sealed record StandardScaling : ScaleMethod
{
    internal override bool NeedsMoments => true;

    internal override ColumnScale Learn(ScalingSample sample)
    {
        (double mean, double deviation) = sample.OwnMoments();

        // Of equal numbers rounding may leave a deviation.
        return LinearScale.Of(mean, sample.IsConstant ? 0 : deviation);
    }
}

internal sealed record RobustScaling(double Lower, double Upper) : ScaleMethod
{
    public double Lower { get; init; } = Lower >= 0 && Lower < Upper && Upper <= 1 ? Lower : throw new ArgumentOutOfRangeException(nameof(Lower), Lower, FormattableString.Invariant($"The quantiles are {Lower} and {Upper}; they lie between 0 and 1, the lower below the upper."));

    internal override ColumnScale Learn(ScalingSample sample)
    {
        double[] quantiles = sample.Quantiles([Lower, 0.5, Upper]);
        return LinearScale.Of(quantiles[1], quantiles[2] - quantiles[0]);
    }
}

internal sealed record MinMaxScaling(double Low, double High, bool Clip) : ScaleMethod
{
    public double Low { get; init; } = Low < High && double.IsFinite(High - Low) ? Low : throw new ArgumentOutOfRangeException(nameof(Low), Low, FormattableString.Invariant($"The ends are {Low} and {High}; they are finite, the lower below the upper."));

    internal override ColumnScale Learn(ScalingSample sample)
    {
        (double min, double max) = sample.Range;
        LinearScale scale = LinearScale.Of(min, (max - min) / (High - Low), Low);
        return Clip && double.IsFinite(max - min) ? scale with { Low = Low, High = High } : scale;
    }
}

internal sealed record MaxAbsScaling : ScaleMethod
{
    internal override ColumnScale Learn(ScalingSample sample)
    {
        (double min, double max) = sample.Range;
        return LinearScale.Of(0, Math.Max(Math.Abs(min), Math.Abs(max)));
    }
}
