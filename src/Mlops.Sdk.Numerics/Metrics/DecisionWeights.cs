namespace Mlops.Sdk.Numerics;

/// <summary>Factors on the probabilities of classes, so that decisions by the largest product have the best mean F1.</summary>
public static class DecisionWeights
{
    private const int Rounds = 3;

    /// <summary>The class with the largest probability times its factor; the later one on a tie.</summary>
    /// <param name="probabilities">The probabilities of one row.</param>
    /// <param name="factors">A factor for each class.</param>
    public static int Decide(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> factors)
    {
        int best = 0;
        for (int k = 1; k < factors.Length; k++)
            if (probabilities[k] * factors[k] >= probabilities[best] * factors[best]) best = k;
        return best;
    }

    /// <summary>Finds factors by changing one class's at a time to the best value, three times around; starts from ones and never gets worse. The mean is over classes that have weight. Rows times log rows times classes.</summary>
    /// <param name="probabilities">Row after row, as many a row as there are classes.</param>
    /// <param name="classes">The class of each row, negative where unknown: left out.</param>
    /// <param name="weights">The weight of each row; ones when empty.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="cancellationToken">Looked at for each class.</param>
    /// <returns>The factors, and the mean F1 with ones and with them.</returns>
    public static (double[] Factors, double Before, double After) Search(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> classes, ReadOnlySpan<double> weights, int classCount, CancellationToken cancellationToken = default)
    {
        double[] factors = new double[classCount];
        Array.Fill(factors, 1);
        var scores = new F1Sums(classCount);
        int[] decisions = new int[classes.Length];
        for (int row = 0; row < classes.Length; row++)
            if (classes[row] >= 0) scores.Add(classes[row], decisions[row] = Decide(probabilities.Slice(row * classCount, classCount), factors), Weight(weights, row));
        double before = scores.Mean, best = before;
        for (int round = 0; round < Rounds; round++)
        {
            double start = best;
            for (int k = 0; k < classCount; k++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                best = Improve(k, probabilities, classes, weights, factors, decisions, scores, best);
            }

            if (best <= start) break;
        }

        return (factors, before, best);
    }

    // Rows take class k once its factor passes what the best other class leaves: they are passed in that order, from none to all.
    private static double Improve(int k, ReadOnlySpan<double> probabilities, ReadOnlySpan<int> classes, ReadOnlySpan<double> weights, double[] factors, int[] decisions, F1Sums scores, double best)
    {
        int count = factors.Length;
        var needed = new double[classes.Length];
        var order = new int[classes.Length];
        var others = new int[classes.Length];
        for (int row = 0; row < classes.Length; row++)
        {
            order[row] = row;
            ReadOnlySpan<double> own = probabilities.Slice(row * count, count);
            int other = k == 0 ? 1 : 0;
            for (int j = other + 1; j < count; j++)
                if (j != k && own[j] * factors[j] >= own[other] * factors[other]) other = j;
            others[row] = other;
            needed[row] = own[k] > 0 ? own[other] * factors[other] / own[k] : double.PositiveInfinity;
            if (classes[row] >= 0) scores.Move(classes[row], decisions[row], other, Weight(weights, row));
        }

        Array.Sort(needed, order);
        double factor = factors[k];
        for (int i = 0; i < order.Length && double.IsFinite(needed[i]); i++)
        {
            int row = order[i];
            if (classes[row] >= 0) scores.Move(classes[row], others[row], k, Weight(weights, row));
            if (i + 1 < order.Length && needed[i + 1] == needed[i]) continue;
            double next = i + 1 < order.Length && double.IsFinite(needed[i + 1]) ? needed[i + 1] : needed[i] * 2, middle = needed[i] + (next - needed[i]) / 2;
            if (scores.Mean > best + 1e-12 && middle > needed[i] && double.IsFinite(middle)) (best, factor) = (scores.Mean, middle);
        }

        factors[k] = factor;
        scores.Clear();
        for (int row = 0; row < classes.Length; row++)
            if (classes[row] >= 0) scores.Add(classes[row], decisions[row] = Decide(probabilities.Slice(row * count, count), factors), Weight(weights, row));
        return best;
    }

    private static double Weight(ReadOnlySpan<double> weights, int row) => weights.IsEmpty ? 1 : weights[row];

    private sealed class F1Sums(int classes)
    {
        private readonly double[] _actual = new double[classes];
        private readonly double[] _decided = new double[classes];
        private readonly double[] _right = new double[classes];

        public double Mean
        {
            get
            {
                double sum = 0;
                int occurring = 0;
                for (int k = 0; k < _actual.Length; k++)
                {
                    if (_actual[k] <= 0) continue;
                    occurring++;
                    sum += 2 * _right[k] / (_actual[k] + _decided[k]);
                }

                return occurring == 0 ? 0 : sum / occurring;
            }
        }

        public void Add(int actual, int decided, double weight)
        {
            _actual[actual] += weight;
            _decided[decided] += weight;
            if (actual == decided) _right[actual] += weight;
        }

        public void Move(int actual, int from, int to, double weight)
        {
            if (from == to) return;
            _decided[from] -= weight;
            _decided[to] += weight;
            if (actual == from) _right[actual] -= weight;
            if (actual == to) _right[actual] += weight;
        }

        public void Clear()
        {
            Array.Clear(_actual);
            Array.Clear(_decided);
            Array.Clear(_right);
        }
    }
}
