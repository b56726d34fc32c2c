using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Which rows a learner holds back to find when to stop.</summary>
internal static class HeldRows
{
    /// <summary>Draws rows, the same share of each class; a class keeps at least one row to learn from.</summary>
    /// <param name="random">Where the order of the rows comes from.</param>
    /// <param name="labels">Numbers, or codes of classes.</param>
    /// <param name="classes">Whether labels are codes of classes; numbers are one class.</param>
    /// <param name="fraction">The share to hold back; above 0, below 1.</param>
    /// <returns>The rows to learn from and those held back, ascending.</returns>
    public static (int[] Train, int[] Held) Draw(RandomStream random, double[] labels, bool classes, double fraction)
    {
        int[] order = random.SampleWithoutReplacement(labels.Length, labels.Length);
        List<int> train = new(labels.Length), held = [];

        // Rounding what is due up to each class, rather than of each, keeps the total where many classes are small.
        int seen = 0;
        foreach (IGrouping<double, int> group in order.GroupBy(row => classes ? labels[row] : 0).OrderBy(group => group.Key))
        {
            int[] rows = [.. group];
            int due = (int)Math.Round(fraction * (seen + rows.Length)) - (int)Math.Round(fraction * seen);
            int count = Math.Min(due, rows.Length - 1);
            held.AddRange(rows[..count]);
            train.AddRange(rows[count..]);
            seen += rows.Length;
        }

        train.Sort();
        held.Sort();
        return ([.. train], [.. held]);
    }
}
