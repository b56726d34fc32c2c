using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>A sample as the likelihood of the Yeo-Johnson transformation needs it: the logarithms of 1 + |x|, those of both signs apart.</summary>
internal sealed class YeoJohnsonSample
{
    /// <summary>Below, (exp(t) - 1) / t is summed as a series: the difference would lose digits.</summary>
    public const double Small = 0.01;

    // Beyond, powers are kept as multiples of the greatest, whose logarithm is added again.
    private const double Large = 300;
    private const int Chunk = 2048;

    private readonly double[] _above;
    private readonly double[] _below;
    private readonly double[]? _aboveWeights;
    private readonly double[]? _belowWeights;
    private readonly double _total;
    private readonly double _jacobian;
    private readonly double _least = double.PositiveInfinity;

    public YeoJohnsonSample(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        if (!weights.IsEmpty && weights.Length != values.Length) throw new ArgumentException($"There are {values.Length} values and {weights.Length} weights.", nameof(weights));
        int above = 0, below = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]) || (!weights.IsEmpty && weights[i] == 0)) continue;
            if (values[i] < 0) below++;
            else above++;
        }

        (_above, _below) = (new double[above], new double[below]);
        if (!weights.IsEmpty) (_aboveWeights, _belowWeights) = (new double[above], new double[below]);
        above = below = 0;
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]) || (!weights.IsEmpty && weights[i] == 0)) continue;
            double value = values[i], weight = weights.IsEmpty ? 1 : weights[i], log = SignedLog.LogOnePlus(Math.Abs(value));
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
            GreatestLog = Math.Max(GreatestLog, log);
            _least = Math.Min(_least, log);
            _total += weight;
            _jacobian += value < 0 ? -weight * log : weight * log;
            if (_aboveWeights is not null) (value < 0 ? _belowWeights! : _aboveWeights)[value < 0 ? below : above] = weight;
            if (value < 0) _below[below++] = log;
            else _above[above++] = log;
        }

        IsConstant = !(max > min);
    }

    /// <summary>Whether all numbers are equal, or there is none.</summary>
    public bool IsConstant { get; }

    /// <summary>The greatest logarithm of 1 + |x|.</summary>
    public double GreatestLog { get; }

    /// <summary>-W / 2 log(variance after the transformation) + (λ - 1) sum(w sign(x) log(1 + |x|)).</summary>
    public double LogLikelihood(double lambda)
    {
        if (_total == 0) return double.NaN;
        bool oneSided = _above.Length == 0 || _below.Length == 0;
        double k = _above.Length > 0 ? lambda : 2 - lambda, greatest = Math.Max(_above.Length > 0 ? lambda * GreatestLog : 0, _below.Length > 0 ? (2 - lambda) * GreatestLog : 0);

        // Of one sign the -1 of the transformation moves all alike and can be left out: powers that are all near 0 then keep their digits.
        double scale = oneSided && Math.Abs(k) * GreatestLog >= 1 ? Math.Max(k * GreatestLog, k * _least) : greatest > Large ? greatest : 0;
        bool shifted = oneSided && scale != 0;
        var sums = new Sums();
        Add(ref sums, _above, _aboveWeights, lambda, 1, scale, shifted);
        Add(ref sums, _below, _belowWeights, 2 - lambda, -1, scale, shifted);
        double variance = sums.Squares / _total;
        return (-0.5 * _total * (Math.Log(variance) + (2 * scale))) + ((lambda - 1) * _jacobian);
    }

    /// <summary>(exp(t) - 1) / t for small t.</summary>
    public static double Series(double t) => 1 + (t / 2 * (1 + (t / 3 * (1 + (t / 4 * (1 + (t / 5 * (1 + (t / 6)))))))));

    // Chunk by chunk, so that what is computed stays near; means and squares are put together as Chan, Golub and LeVeque (1979) do.
    private static void Add(ref Sums sums, double[] logs, double[]? weights, double k, double sign, double scale, bool shifted)
    {
        Span<double> scratch = stackalloc double[Chunk];
        double far = shifted ? 0 : Math.Exp(-scale);
        for (int start = 0; start < logs.Length; start += Chunk)
        {
            ReadOnlySpan<double> chunk = logs.AsSpan(start, Math.Min(Chunk, logs.Length - start));
            Span<double> powers = scratch[..chunk.Length];
            TensorPrimitives.Multiply(chunk, k, powers);
            if (k == 0)
            {
                // The limit is the logarithm itself.
                TensorPrimitives.Multiply(chunk, sign * Math.Exp(-scale), powers);
                sums.Add(powers, weights is null ? default : weights.AsSpan(start, chunk.Length));
                continue;
            }

            if (scale != 0) TensorPrimitives.Subtract(powers, scale, powers);
            ElementMath.Exp(powers, powers);
            if (!shifted) TensorPrimitives.Subtract(powers, far, powers);
            TensorPrimitives.Multiply(powers, sign / k, powers);
            if (scale == 0) Mend(chunk, powers, k, sign);
            sums.Add(powers, weights is null ? default : weights.AsSpan(start, chunk.Length));
        }
    }

    private static void Mend(ReadOnlySpan<double> logs, Span<double> powers, double k, double sign)
    {
        double edge = Small / Math.Abs(k);
        for (int i = 0; i < logs.Length; i++)
            if (logs[i] < edge) powers[i] = sign * logs[i] * Series(k * logs[i]);
    }

    private struct Sums
    {
        private double _weight;
        private double _mean;

        public double Squares { get; private set; }

        public void Add(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
        {
            double weight = weights.IsEmpty ? values.Length : OrderedSums.Sum(weights);
            double mean = (weights.IsEmpty ? OrderedSums.Sum(values) : OrderedSums.Dot(values, weights)) / weight, squares = 0;
            if (weights.IsEmpty)
            {
                squares = OrderedSums.SumOfSquares(values, mean);
            }
            else
            {
                for (int i = 0; i < values.Length; i++) squares += weights[i] * (values[i] - mean) * (values[i] - mean);
            }

            double whole = _weight + weight, difference = mean - _mean;
            Squares += squares + (difference * difference * _weight * weight / whole);
            _mean += difference * weight / whole;
            _weight = whole;
        }
    }
}
