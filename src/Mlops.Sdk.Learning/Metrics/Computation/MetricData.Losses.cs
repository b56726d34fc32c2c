using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed partial class MetricData
{
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

    private static int[] Order(double[] values)
    {
        var keys = (double[])values.Clone();
        var order = new int[keys.Length];
        for (int row = 0; row < order.Length; row++) order[row] = row;
        Sorting.Ascending(keys, order);
        return order;
    }
}
