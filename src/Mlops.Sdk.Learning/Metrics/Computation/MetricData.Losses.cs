using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed partial class MetricData
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<double, double[]> _pinball = new();
    private double? _leastActual;
    private double? _leastPredicted;

    public double[] LogLosses => field ??= Losses(losses => ProbabilityLoss.Log(Probabilities, Actual, ClassCount, losses));

    public double[] BrierLosses => field ??= Losses(losses => ProbabilityLoss.Brier(Probabilities, Actual, ClassCount, losses));

    /// <summary>Observed outcome less predicted frequency.</summary>
    public double[] CalibrationGap => field ??= Losses(gaps =>
    {
        for (int row = 0; row < gaps.Length; row++)
            gaps[row] = (ClassCount == 2 ? Actual[row] : Actual[row] == Decisions[row] ? 1 : 0) - Confidence(row);
    });

    /// <summary>Rows by the bin of the probability whose calibration is judged.</summary>
    public RunSums CalibrationRuns => field ??= Runs(row => CalibrationBins.IndexOf(Confidence(row), CalibrationBinCount));

    /// <summary>Rows by actual class and class decided on. Rows of two classes come in the order of their scores, so that runs are long.</summary>
    public RunSums ConfusionRuns => field ??= Runs(row => Actual[row] * ClassCount + Decisions[row]);

    public double[] AbsoluteErrors => field ??= Losses(losses => RegressionLoss.Absolute(ActualNumbers, PredictedNumbers, losses));

    public double[] SquaredErrors => field ??= Losses(losses => System.Numerics.Tensors.TensorPrimitives.Multiply(AbsoluteErrors, AbsoluteErrors, losses));

    public double[] PercentageErrors => field ??= Losses(losses => RegressionLoss.Percentage(ActualNumbers, PredictedNumbers, losses));

    public double[] SymmetricErrors => field ??= Losses(losses => RegressionLoss.SymmetricPercentage(ActualNumbers, PredictedNumbers, losses));

    public double[] PoissonDeviances => field ??= Losses(losses => RegressionLoss.PoissonDeviance(ActualNumbers, PredictedNumbers, losses));

    public double[] GammaDeviances => field ??= Losses(losses => RegressionLoss.GammaDeviance(ActualNumbers, PredictedNumbers, losses));

    public double[] SquaredLogarithms => field ??= Losses(losses => RegressionLoss.SquaredLogarithm(ActualNumbers, PredictedNumbers, losses));

    /// <summary>The losses of a family of metrics that has a parameter, kept by the name of the metric.</summary>
    public double[] PinballLosses(double probability) => _pinball.GetOrAdd(probability, _ => Losses(losses => RegressionLoss.Pinball(ActualNumbers, PredictedNumbers, probability, losses)));

    /// <summary>Errors less their weighted mean.</summary>
    public double[] CenteredErrors => field ??= Losses(errors =>
    {
        System.Numerics.Tensors.TensorPrimitives.Subtract(ActualNumbers, PredictedNumbers, errors);
        double mean = new MetricSample(this).Mean(errors.ToArray());
        System.Numerics.Tensors.TensorPrimitives.Subtract(errors, mean, errors);
    });

    public double[] CenteredErrorSquares => field ??= Losses(squares => System.Numerics.Tensors.TensorPrimitives.Multiply(CenteredErrors, CenteredErrors, squares));

    public double LeastActual => _leastActual ??= System.Numerics.Tensors.TensorPrimitives.Min<double>(ActualNumbers);

    public double LeastPredicted => _leastPredicted ??= System.Numerics.Tensors.TensorPrimitives.Min<double>(PredictedNumbers);

    public int[] ActualOrder => field ??= Order(ActualNumbers);

    /// <summary>The place of each prediction among the distinct ones.</summary>
    public int[] PredictedRanks => field ??= Ranked(PredictedNumbers);

    /// <summary>Whether each row's class is among the three most probable ones, the later class first on a tie.</summary>
    public double[] TopThree => field ??= Losses(hits =>
    {
        for (int row = 0; row < hits.Length; row++)
        {
            ReadOnlySpan<double> own = Probabilities.AsSpan(row * ClassCount, ClassCount);
            int before = 0;
            for (int index = 0; index < own.Length; index++)
                if (own[index] > own[Actual[row]] || (own[index] == own[Actual[row]] && index > Actual[row])) before++;
            hits[row] = before < 3 ? 1 : 0;
        }
    });

    /// <summary>The actual numbers less their weighted mean, which keeps sums of squares exact far from zero.</summary>
    public double[] Centered => field ??= Losses(centered =>
    {
        double mean = new MetricSample(this).Mean(ActualNumbers);
        System.Numerics.Tensors.TensorPrimitives.Subtract(ActualNumbers, mean, centered);
    });

    public double[] CenteredSquares => field ??= Losses(squares => System.Numerics.Tensors.TensorPrimitives.Multiply(Centered, Centered, squares));

    public bool IsConstant => ActualNumbers.AsSpan().IndexOfAnyExcept(ActualNumbers[0]) < 0;

    public int[] AbsoluteErrorOrder => field ??= Order(AbsoluteErrors);

    /// <summary>What predicts the outcome whose calibration is judged: the positive class's probability, or that of the class decided on.</summary>
    public double Confidence(int row) => Probabilities[row * ClassCount + (ClassCount == 2 ? 1 : Decisions[row])];

    private delegate void Fill(Span<double> losses);

    private double[] Losses(Fill fill)
    {
        var losses = new double[Count];
        fill(losses);
        return losses;
    }

    private RunSums Runs(Func<int, int> groupOf)
    {
        var groups = new int[Count];
        for (int row = 0; row < groups.Length; row++) groups[row] = groupOf(row);
        return RunSums.Create(groups);
    }

    private static int[] Ranked(double[] values)
    {
        int[] order = Order(values), ranks = new int[values.Length];
        for (int i = 1; i < order.Length; i++) ranks[order[i]] = ranks[order[i - 1]] + (values[order[i]] != values[order[i - 1]] ? 1 : 0);
        return ranks;
    }

    private static int[] Order(double[] values)
    {
        var keys = (double[])values.Clone();
        var order = new int[keys.Length];
        for (int row = 0; row < order.Length; row++) order[row] = row;
        Sorting.Ascending(keys, order);
        return order;
    }
}
