namespace Mlops.Sdk.Numerics;

/// <summary>Some rows of columns as points, row after row, for searches among them.</summary>
public static class RowPoints
{
    /// <summary>Writes one column of some rows into points: the value of each row over a unit. O(rows).</summary>
    /// <param name="values">The column.</param>
    /// <param name="rows">The rows that become points.</param>
    /// <param name="unit">What values are divided by.</param>
    /// <param name="missing">What stands for NaN; NaN for itself.</param>
    /// <param name="points">The points, row after row.</param>
    /// <param name="width">How many coordinates a point has.</param>
    /// <param name="place">The coordinate that is written.</param>
    public static void Put(ReadOnlySpan<double> values, ReadOnlySpan<int> rows, double unit, double missing, Span<double> points, int width, int place)
    {
        for (int i = 0, at = place; i < rows.Length; i++, at += width)
        {
            double value = values[rows[i]];
            points[at] = (double.IsNaN(value) ? missing : value) / unit;
        }
    }

    /// <summary>The same for codes, as they are.</summary>
    /// <typeparam name="T">What a coordinate is.</typeparam>
    /// <param name="codes">The column.</param>
    /// <param name="rows">The rows that become points.</param>
    /// <param name="points">The points, row after row.</param>
    /// <param name="width">How many coordinates a point has.</param>
    /// <param name="place">The coordinate that is written.</param>
    public static void Put<T>(ReadOnlySpan<int> codes, ReadOnlySpan<int> rows, Span<T> points, int width, int place)
        where T : System.Numerics.INumberBase<T>
    {
        for (int i = 0, at = place; i < rows.Length; i++, at += width) points[at] = T.CreateTruncating(codes[rows[i]]);
    }
}
