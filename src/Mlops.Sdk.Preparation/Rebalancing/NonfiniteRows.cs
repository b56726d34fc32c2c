namespace Mlops.Sdk;

/// <summary>How many rows of a column no distance can be taken of as they are, and the first of each kind; of none there is no first.</summary>
internal readonly record struct NonfiniteRows(int Missing, int FirstMissing, int Infinite, int FirstInfinite)
{
    public static NonfiniteRows Of(ReadOnlySpan<double> values, int[][] measured)
    {
        (int missing, int firstMissing, int infinite, int firstInfinite) = (0, int.MaxValue, 0, int.MaxValue);
        foreach (int[] rows in measured)
        {
            foreach (int row in rows)
            {
                if (double.IsFinite(values[row])) continue;
                if (double.IsNaN(values[row])) (missing, firstMissing) = (missing + 1, Math.Min(firstMissing, row));
                else (infinite, firstInfinite) = (infinite + 1, Math.Min(firstInfinite, row));
            }
        }

        return new NonfiniteRows(missing, firstMissing, infinite, firstInfinite);
    }
}
