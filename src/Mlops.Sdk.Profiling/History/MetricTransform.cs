using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Takes values to the scale on which a metric varies evenly, and limits back.</summary>
internal sealed class MetricTransform
{
    private readonly MetricScale _scale;
    private readonly MetricPast _past;

    public MetricTransform(MetricPast past)
    {
        _past = past;
        _scale = past.Kind?.Scale ?? MetricScale.Amount;
        if (_scale == MetricScale.Size && past.Values.Any(value => !(value > 0))) _scale = MetricScale.Amount;
        Values = [.. past.Values.Select(To)];
    }

    /// <summary>The values of the past on that scale.</summary>
    public double[] Values { get; }

    /// <summary>What is usual on the scale of the values: at most so far from the center, at least what the draw of the rows explains and what matters.</summary>
    /// <param name="center">The center, on the scale on which the metric varies evenly.</param>
    /// <param name="reach">How far is usual, on that scale.</param>
    /// <param name="rate">The probability of a false alarm.</param>
    public UsualRange Around(double center, double reach, double rate)
    {
        double noise = _past.Kind?.Scale == _scale ? _past.UsualNoise : 0;
        reach = Math.Max(reach, Normal.Quantile(1 - (rate / 2)) * noise);
        (double low, double middle, double high) = (From(center - reach), From(center), From(center + reach));
        double least = LeastChange(middle);
        (low, high) = (Math.Min(low, middle - least), Math.Max(high, middle + least));
        return _scale == MetricScale.Share ? new UsualRange(Math.Max(0, low), middle, Math.Min(1, high)) : new UsualRange(low, middle, high);
    }

    private double LeastChange(double middle) => _past.Kind is not { } kind ? 0 : kind.Scale switch
    {
        MetricScale.Share => kind.MinimumChange,
        MetricScale.Size => kind.MinimumChange * Math.Abs(middle),
        _ => double.IsFinite(_past.Spread) ? kind.MinimumChange * _past.Spread : 0,
    };

    private double To(double value) => _scale switch
    {
        MetricScale.Share => Math.Asin(Math.Sqrt(Math.Clamp(value, 0, 1))),
        MetricScale.Size => Math.Log(value),
        _ => value,
    };

    private double From(double value)
    {
        if (_scale != MetricScale.Share) return _scale == MetricScale.Size ? Math.Exp(value) : value;
        double sine = Math.Sin(Math.Clamp(value, 0, Math.PI / 2));
        return sine * sine;
    }
}
