using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>For learners whose scores are no probabilities: a sigmoid from scores of rows that the model has not seen.</summary>
internal static class OutOfFoldScores
{
    /// <summary>What is wrong with a number of parts.</summary>
    public static IEnumerable<string> Problems(int folds) =>
        folds is 0 or (>= 2 and <= 20) ? [] : [$"CalibrationFolds is {folds}; it must be 0 or from 2 to 20."];

    /// <summary>Scores each row with a model of the other parts; rows are dealt out class by class, so that each part has both where there are enough.</summary>
    /// <param name="labels">0 or 1 of each row.</param>
    /// <param name="folds">The number of parts.</param>
    /// <param name="context">The fit, for its random stream.</param>
    /// <param name="scoreUnseen">Trains on the rows given first and scores those given second.</param>
    public static double[] Scores(float[] labels, int folds, FitContext context, Func<int[], int[], double[]> scoreUnseen)
    {
        int[] order = context.Random.Split("calibration").Permutation(labels.Length);
        Array.Sort(Array.ConvertAll(order, row => labels[row]), order);
        double[] scores = new double[labels.Length];
        for (int fold = 0; fold < folds; fold++)
        {
            int[] inside = [.. order.Where((_, place) => place % folds != fold)];
            int[] outside = [.. order.Where((_, place) => place % folds == fold)];
            if (outside.Length == 0)
                continue;
            double[] scored = scoreUnseen(inside, outside);
            for (int i = 0; i < outside.Length; i++)
                scores[outside[i]] = scored[i];
        }

        return scores;
    }

    /// <summary>The sigmoid of scores and labels.</summary>
    public static PlattScaling Sigmoid(double[] scores, float[] labels, float[]? weights) =>
        PlattScaling.Fit(scores, Array.ConvertAll(labels, label => label > 0), weights is null ? [] : Array.ConvertAll(weights, weight => (double)weight));
}
