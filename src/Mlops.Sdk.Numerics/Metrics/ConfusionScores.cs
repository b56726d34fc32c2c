namespace Mlops.Sdk.Numerics;

/// <summary>Scores of a confusion matrix, given row by row: entry <c>[actual * classes + decided]</c> is the weight of the rows of a class that were taken for another.</summary>
/// <remarks>All are O(classes^2) and give NaN where they are undefined (0/0), unless said otherwise. Matrices are read, never changed.</remarks>
public static class ConfusionScores
{
    /// <summary>The share of rows that were decided rightly.</summary>
    public static double Accuracy(ReadOnlySpan<double> matrix, int classes)
    {
        double right = 0, all = 0;
        for (int i = 0; i < matrix.Length; i++)
        {
            all += matrix[i];
            if (i / classes == i % classes) right += matrix[i];
        }

        return right / all;
    }

    /// <summary>The share of the rows taken for a class that are of it.</summary>
    public static double Precision(ReadOnlySpan<double> matrix, int classes, int index) => matrix[index * classes + index] / Decided(matrix, classes, index);

    /// <summary>The share of the rows of a class that were taken for it.</summary>
    public static double Recall(ReadOnlySpan<double> matrix, int classes, int index) => matrix[index * classes + index] / Actual(matrix, classes, index);

    /// <summary>The harmonic mean of precision and recall: twice the hits over the rows of the class plus those taken for it.</summary>
    public static double F1(ReadOnlySpan<double> matrix, int classes, int index) =>
        2 * matrix[index * classes + index] / (Actual(matrix, classes, index) + Decided(matrix, classes, index));

    /// <summary>The weighted harmonic mean of precision and recall in which recall counts <paramref name="beta"/> times as much (van Rijsbergen 1979).</summary>
    public static double FBeta(ReadOnlySpan<double> matrix, int classes, int index, double beta)
    {
        double square = beta * beta;
        return (1 + square) * matrix[index * classes + index] / (square * Actual(matrix, classes, index) + Decided(matrix, classes, index));
    }

    /// <summary>The hits over all rows that are of the class or were taken for it (Jaccard).</summary>
    public static double Jaccard(ReadOnlySpan<double> matrix, int classes, int index)
    {
        double hits = matrix[index * classes + index];
        return hits / (Actual(matrix, classes, index) + Decided(matrix, classes, index) - hits);
    }

    /// <summary>The mean recall of the classes that occur.</summary>
    public static double BalancedAccuracy(ReadOnlySpan<double> matrix, int classes)
    {
        double sum = 0;
        int occurring = 0;
        for (int index = 0; index < classes; index++)
        {
            if (!(Actual(matrix, classes, index) > 0)) continue;
            sum += Recall(matrix, classes, index);
            occurring++;
        }

        return sum / occurring;
    }

    /// <summary>The geometric mean of the recalls of all classes; NaN when one does not occur.</summary>
    public static double GMean(ReadOnlySpan<double> matrix, int classes)
    {
        double product = 1;
        for (int index = 0; index < classes; index++) product *= Math.Pow(Recall(matrix, classes, index), 1.0 / classes);
        return product;
    }

    /// <summary>Cohen's kappa: agreement beyond chance over the most that there could be.</summary>
    public static double Kappa(ReadOnlySpan<double> matrix, int classes)
    {
        (double right, double all, double expected, _, _) = Margins(matrix, classes);
        return (right / all - expected / all / all) / (1 - expected / all / all);
    }

    /// <summary>Matthews' correlation of actual and decided classes (Gorodkin 2004 for more than two); 0 when everything was taken for one class; NaN when one class occurs.</summary>
    public static double Mcc(ReadOnlySpan<double> matrix, int classes)
    {
        (double right, double all, double expected, double actualSquares, double decidedSquares) = Margins(matrix, classes);
        double ofActual = all * all - actualSquares, ofDecided = all * all - decidedSquares;
        if (!(ofActual > 0)) return double.NaN;
        return ofDecided > 0 ? (right * all - expected) / Math.Sqrt(ofActual) / Math.Sqrt(ofDecided) : 0;
    }

    /// <summary>The mean of a score over the classes that occur or were decided on; a class in which it is undefined counts 0.</summary>
    /// <param name="matrix">The confusion matrix.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="score">Precision, recall or F1.</param>
    /// <param name="weighted">Whether each class counts by its actual rows.</param>
    public static double Average(ReadOnlySpan<double> matrix, int classes, ClassScore score, bool weighted)
    {
        ArgumentNullException.ThrowIfNull(score);
        double sum = 0, weights = 0;
        for (int index = 0; index < classes; index++)
        {
            double actual = Actual(matrix, classes, index);
            if (!(actual + Decided(matrix, classes, index) > 0)) continue;
            double value = score(matrix, classes, index), weight = weighted ? actual : 1;
            sum += double.IsNaN(value) ? 0 : weight * value;
            weights += weight;
        }

        return sum / weights;
    }

    /// <summary>The weight of the rows of a class.</summary>
    public static double Actual(ReadOnlySpan<double> matrix, int classes, int index)
    {
        double sum = 0;
        for (int decided = 0; decided < classes; decided++) sum += matrix[index * classes + decided];
        return sum;
    }

    /// <summary>The weight of the rows that were taken for a class.</summary>
    public static double Decided(ReadOnlySpan<double> matrix, int classes, int index)
    {
        double sum = 0;
        for (int actual = 0; actual < classes; actual++) sum += matrix[actual * classes + index];
        return sum;
    }

    private static (double Right, double All, double Expected, double ActualSquares, double DecidedSquares) Margins(ReadOnlySpan<double> matrix, int classes)
    {
        double right = 0, all = 0, expected = 0, actualSquares = 0, decidedSquares = 0;
        for (int index = 0; index < classes; index++)
        {
            double actual = Actual(matrix, classes, index), decided = Decided(matrix, classes, index);
            right += matrix[index * classes + index];
            all += actual;
            expected += actual * decided;
            actualSquares += actual * actual;
            decidedSquares += decided * decided;
        }

        return (right, all, expected, actualSquares, decidedSquares);
    }
}

/// <summary>A score of one class of a confusion matrix.</summary>
/// <param name="matrix">The confusion matrix, row by row.</param>
/// <param name="classes">The number of classes.</param>
/// <param name="index">The class.</param>
public delegate double ClassScore(ReadOnlySpan<double> matrix, int classes, int index);
