namespace Mlops.Sdk.Numerics;

/// <summary>One slope for all classes and a shift for each: the probability of a class becomes proportional to <c>exp(slope * log(p) + shift)</c>. The mean probability of every class is then how often it comes.</summary>
/// <remarks>
/// Bias-corrected temperature scaling (Alexandari, Kundaje and Shrikumar 2020), fitted by maximum likelihood with Platt's targets: a row has (n + 1) / (n + 2) of its own class, of which there are n, and the rest evenly of the others, which keeps the fit finite where classes do not overlap or do not come.
/// Of two classes it is <see cref="PlattScaling"/> on log odds. Newton's method with halving steps.
/// </remarks>
public sealed class MultinomialScaling
{
    private const double Clip = 1e-12, Ridge = 1e-12;
    private const int MostSteps = 100;

    private readonly double[] _shifts;

    /// <summary>A scaling of known numbers.</summary>
    /// <param name="slope">What logarithms are multiplied with.</param>
    /// <param name="shifts">What is added for each class.</param>
    public MultinomialScaling(double slope, ReadOnlySpan<double> shifts) => (Slope, _shifts) = (slope, shifts.ToArray());

    /// <summary>What logarithms are multiplied with.</summary>
    public double Slope { get; }

    /// <summary>What is added for each class; 0 for the first.</summary>
    public ReadOnlySpan<double> Shifts => _shifts;

    /// <summary>The scaling of least log loss. O(rows times classes squared) a step, some ten steps.</summary>
    /// <param name="probabilities">Row by row, as many a row as there are classes; no NaN.</param>
    /// <param name="actual">Class codes from 0.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">A weight for every row, at least 0; empty for 1 each.</param>
    /// <param name="cancellationToken">Honoured between steps.</param>
    public static MultinomialScaling Fit(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> actual, int classes, ReadOnlySpan<double> weights = default, CancellationToken cancellationToken = default)
    {
        var logs = new double[probabilities.Length];
        for (int i = 0; i < logs.Length; i++) logs[i] = Log(probabilities[i]);
        var counts = new double[classes];
        for (int row = 0; row < actual.Length; row++) counts[actual[row]] += weights.IsEmpty ? 1 : weights[row];
        var fit = new MultinomialScaling(0, Array.ConvertAll(counts, count => Math.Log((count + 1) / (counts[0] + 1))));
        double loss = fit.Loss(logs, actual, weights, counts);
        for (int step = 0; step < MostSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] way = fit.Newton(logs, actual, weights, counts);
            MultinomialScaling next = fit;
            double nextLoss = double.PositiveInfinity, length = 1;
            for (; length > 1e-10 && !(nextLoss <= loss); length /= 2)
            {
                next = fit.Moved(way, -length);
                nextLoss = next.Loss(logs, actual, weights, counts);
            }

            if (!(nextLoss <= loss)) break;
            bool done = loss - nextLoss <= 1e-15 * Math.Abs(loss);
            (fit, loss) = (next, nextLoss);
            if (done) break;
        }

        return fit;
    }

    /// <summary>Changes the probabilities of one row in place.</summary>
    /// <param name="row">As many as there are classes.</param>
    public void Apply(Span<double> row)
    {
        for (int k = 0; k < row.Length; k++) row[k] = Log(row[k]);
        Normalize(row, row);
    }

    private static double Log(double probability) => Math.Log(Math.Clamp(probability, Clip, 1));

    // Gives the logarithm of the sum before it was brought to 1.
    private double Normalize(ReadOnlySpan<double> logs, Span<double> results)
    {
        double most = double.NegativeInfinity, sum = 0;
        for (int k = 0; k < logs.Length; k++) most = Math.Max(most, results[k] = (Slope * logs[k]) + _shifts[k]);
        foreach (ref double result in results) sum += result = Math.Exp(result - most);
        foreach (ref double result in results) result /= sum;
        return most + Math.Log(sum);
    }

    private MultinomialScaling Moved(double[] way, double length)
    {
        double[] shifts = [.. _shifts];
        for (int k = 1; k < shifts.Length; k++) shifts[k] += length * way[k];
        return new MultinomialScaling(Slope + (length * way[0]), shifts);
    }

    private static double Target(double[] counts, int own, int code) => code == own ? (counts[own] + 1) / (counts[own] + 2) : 1 / (counts[own] + 2) / (counts.Length - 1);

    private double Loss(double[] logs, ReadOnlySpan<int> actual, ReadOnlySpan<double> weights, double[] counts)
    {
        int classes = counts.Length;
        var scratch = new double[classes];
        double total = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            ReadOnlySpan<double> own = logs.AsSpan(row * classes, classes);
            double one = Normalize(own, scratch);
            for (int k = 0; k < classes; k++) one -= Target(counts, actual[row], k) * ((Slope * own[k]) + _shifts[k]);
            total += (weights.IsEmpty ? 1 : weights[row]) * one;
        }

        return total;
    }

    // The step to where the parabola at this place is least: of the slope, then of every shift but the first.
    private double[] Newton(double[] logs, ReadOnlySpan<int> actual, ReadOnlySpan<double> weights, double[] counts)
    {
        int classes = counts.Length;
        double[] gradient = new double[classes], curve = new double[classes * classes], said = new double[classes];
        for (int row = 0; row < actual.Length; row++)
        {
            ReadOnlySpan<double> own = logs.AsSpan(row * classes, classes);
            double weight = weights.IsEmpty ? 1 : weights[row], mean = 0, square = 0;
            Normalize(own, said);
            for (int k = 0; k < classes; k++)
            {
                double gap = weight * (said[k] - Target(counts, actual[row], k));
                gradient[0] += gap * own[k];
                if (k > 0) gradient[k] += gap;
                mean += said[k] * own[k];
            }

            for (int j = 0; j < classes; j++)
            {
                double share = weight * said[j];
                square += share * (own[j] - mean) * (own[j] - mean);
                if (j == 0) continue;
                curve[j * classes] += share * (own[j] - mean);
                for (int k = 1; k <= j; k++) curve[(j * classes) + k] += share * ((j == k ? 1 : 0) - said[k]);
            }

            curve[0] += square;
        }

        for (int k = 0; k < classes; k++) curve[k * (classes + 1)] += Ridge;
        SymmetricFactor.Of(curve, classes).Solve(gradient);
        return gradient;
    }
}
