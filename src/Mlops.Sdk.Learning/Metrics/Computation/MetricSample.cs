using System.Numerics.Tensors;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The labelled rows of an evaluation under one set of weights: those of the data, or those times the counts of a resample. Sums are made when first asked for.</summary>
internal sealed class MetricSample
{
    private readonly ReadOnlyMemory<double> _weights;
    private readonly RankingScores?[] _rankings;
    private double[]? _confusion;
    private double? _total;

    public MetricSample(MetricData data)
        : this(data, data.Weights)
    {
    }

    public MetricSample(MetricData data, ReadOnlyMemory<double> weights)
    {
        Data = data;
        _weights = weights;
        _rankings = new RankingScores?[data.ClassCount];
    }

    /// <summary>For metrics of decisions: a sample whose confusion matrix is given and may be changed between two readings.</summary>
    public static MetricSample OfConfusion(MetricData data, double[] confusion) => new(data) { _confusion = confusion };

    public MetricData Data { get; }

    public double TotalWeight => _total ??= _weights.IsEmpty ? Data.Count : OrderedSums.Sum(_weights.Span);

    public double[] Confusion
    {
        get
        {
            if (_confusion is not null) return _confusion;
            _confusion = new double[Data.ClassCount * Data.ClassCount];
            Data.ConfusionRuns.Weights(_weights.Span, _confusion);
            return _confusion;
        }
    }

    public double Mean(double[] losses) =>
        (_weights.IsEmpty ? OrderedSums.Sum(losses) : OrderedSums.Dot(_weights.Span, losses)) / TotalWeight;

    public RankingScores Ranking(int index)
    {
        if (_rankings[index] is { } known) return known;
        double positive = 0, negative = 0;
        for (int other = 0; other < Data.ClassCount; other++)
        {
            double weight = ConfusionScores.Actual(Confusion, Data.ClassCount, other);
            if (other == index) positive = weight;
            else negative += weight;
        }

        RankingScores scores = Data.Ranking(index).Score(_weights.Span, positive, negative);
        _rankings[index] = scores;
        return scores;
    }

    public ThresholdCounts[] Thresholds(int index) => Data.Ranking(index).Thresholds(_weights.Span);

    public MetricResult OneVersusRest(Func<RankingScores, double> score, bool weighted, string otherwise)
    {
        if (Data.ClassCount == 2) return score(Ranking(1)) is var value && double.IsNaN(value) ? new MetricResult(double.NaN, otherwise) : value;
        double sum = 0, weights = 0;
        for (int index = 0; index < Data.ClassCount; index++)
        {
            double actual = ConfusionScores.Actual(Confusion, Data.ClassCount, index), own = score(Ranking(index));
            if (!(actual > 0) || double.IsNaN(own)) continue;
            sum += own * (weighted ? actual : 1);
            weights += weighted ? actual : 1;
        }

        return weights > 0 ? sum / weights : new MetricResult(double.NaN, otherwise);
    }

    public double CalibrationError()
    {
        Span<double> weight = stackalloc double[MetricData.CalibrationBinCount], gaps = stackalloc double[MetricData.CalibrationBinCount];
        Data.CalibrationRuns.Weights(_weights.Span, weight);
        Data.CalibrationRuns.Values(Data.CalibrationGap, _weights.Span, gaps);
        return CalibrationBins.ExpectedError(weight, gaps);
    }

    public double MedianAbsoluteError() => OrderedMedian.Of(Data.AbsoluteErrors, Data.AbsoluteErrorOrder, _weights.Span);

    public MetricResult Lift(double fraction)
    {
        double positive = ConfusionScores.Actual(Confusion, 2, 1), captured = Data.Ranking(1).Captured(_weights.Span, fraction, positive, TotalWeight);
        return double.IsNaN(captured) ? new MetricResult(double.NaN, "No row is of the positive class.") : captured / fraction;
    }

    public MetricResult Poisson() => Data.LeastActual < 0 || Data.LeastPredicted <= 0
        ? new MetricResult(double.NaN, "It needs actual numbers of at least 0 and predictions above 0.")
        : Mean(Data.PoissonDeviances);

    public MetricResult Gamma() => Data.LeastActual <= 0 || Data.LeastPredicted <= 0
        ? new MetricResult(double.NaN, "It needs actual numbers and predictions above 0.")
        : Mean(Data.GammaDeviances);

    public MetricResult LogarithmicError() => Data.LeastActual < 0 || Data.LeastPredicted < 0
        ? new MetricResult(double.NaN, "It needs actual numbers and predictions of at least 0.")
        : Math.Sqrt(Mean(Data.SquaredLogarithms));

    public MetricResult Concordant() => Concordance.Of(Data.ActualNumbers, Data.ActualOrder, Data.PredictedRanks, _weights.Span) is var value && double.IsNaN(value)
        ? new MetricResult(double.NaN, "Every actual number is the same.")
        : value;

    public double LargestError()
    {
        double[] errors = Data.AbsoluteErrors;
        if (_weights.IsEmpty) return TensorPrimitives.Max<double>(errors);
        double most = 0;
        ReadOnlySpan<double> weights = _weights.Span;
        for (int row = 0; row < errors.Length; row++)
            if (weights[row] > 0) most = Math.Max(most, errors[row]);
        return most;
    }

    public MetricResult ExplainedVariance()
    {
        if (Data.IsConstant) return new MetricResult(double.NaN, "Every actual number is the same.");
        double mean = Mean(Data.Centered), spread = Mean(Data.CenteredSquares) - mean * mean, off = Mean(Data.CenteredErrors);
        return spread > 0 ? 1 - (Mean(Data.CenteredErrorSquares) - off * off) / spread : new MetricResult(double.NaN, "Every actual number is the same.");
    }

    public MetricResult PercentageError() => Array.IndexOf(Data.ActualNumbers, 0) >= 0
        ? new MetricResult(double.NaN, "An actual number is 0.")
        : Mean(Data.PercentageErrors);

    public MetricResult Determination()
    {
        if (Data.IsConstant) return new MetricResult(double.NaN, "Every actual number is the same.");
        double total = TotalWeight, mean = Mean(Data.Centered);
        double spread = Mean(Data.CenteredSquares) * total - mean * mean * total;
        return spread > 0 ? 1 - Mean(Data.SquaredErrors) * total / spread : new MetricResult(double.NaN, "Every actual number is the same.");
    }
}
