using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.Evaluation;

/// <summary>Seeded rows with a label that depends on a feature, and predictions of them.</summary>
internal static class EvaluationData
{
    /// <summary>A number <c>x</c>, a label <c>y</c> that is <c>yes</c> with probability 1 / (1 + exp(-x)), and that probability.</summary>
    public static (Dataset Data, double[] Probability) Binary(int rows, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        var x = new double[rows];
        var probability = new double[rows];
        var codes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            x[row] = random.NextGaussian() * 1.5;
            probability[row] = 1 / (1 + Math.Exp(-x[row]));
            codes[row] = random.NextDouble() < probability[row] ? 1 : 0;
        }

        var label = new CategoryColumn("y", codes, new CategoryLevels(["no", "yes"]));
        return (new Dataset(new NumberColumn("x", x), label).WithRole("y", ColumnRole.Label), probability);
    }

    /// <summary>Three classes of which the first is the most frequent, and noisy probabilities.</summary>
    public static (Dataset Data, Predictions Predictions) Multiclass(int rows, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        var codes = new int[rows];
        var probabilities = new double[rows * 3];
        for (int row = 0; row < rows; row++)
        {
            codes[row] = Math.Max(random.NextInt32(4) - 1, 0);
            double sum = 0;
            for (int index = 0; index < 3; index++) sum += probabilities[row * 3 + index] = Math.Exp(random.NextGaussian() + (index == codes[row] ? 1.5 : 0));
            for (int index = 0; index < 3; index++) probabilities[row * 3 + index] /= sum;
        }

        Dataset data = new Dataset(new CategoryColumn("y", codes, new CategoryLevels(["a", "b", "c"]))).WithRole("y", ColumnRole.Label);
        return (data, Predictions.ForClasses("y", ["a", "b", "c"], probabilities));
    }

    public static (Dataset Data, Predictions Predictions) Numbers(int rows, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        var actual = new double[rows];
        var predicted = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            actual[row] = 100 + 10 * random.NextGaussian();
            predicted[row] = actual[row] + 4 * random.NextGaussian();
        }

        return (new Dataset(new NumberColumn("y", actual)).WithRole("y", ColumnRole.Label), Predictions.ForValues("y", predicted));
    }
}
