namespace Mlops.Sdk.Numerics;

/// <summary>Simple changes of a series.</summary>
public static class SeriesShape
{
    /// <summary>The values less their mean; NaN stays NaN and does not count.</summary>
    /// <param name="values">The series.</param>
    public static double[] Centered(ReadOnlySpan<double> values)
    {
        double mean = MeanOf(values);
        var centered = new double[values.Length];
        for (int i = 0; i < values.Length; i++) centered[i] = values[i] - mean;
        return centered;
    }

    /// <summary>The values less the least-squares line through them and their places; NaN stays NaN and does not count.</summary>
    /// <param name="values">The series.</param>
    public static double[] Detrended(ReadOnlySpan<double> values)
    {
        double count = 0, meanX = 0, meanY = 0, square = 0, cross = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) continue;
            count++;
            double off = i - meanX, offY = values[i] - meanY;
            meanX += off / count;
            meanY += offY / count;
            square += off * (i - meanX);
            cross += off * (values[i] - meanY);
        }

        double slope = square > 0 ? cross / square : 0;
        var rest = new double[values.Length];
        for (int i = 0; i < values.Length; i++) rest[i] = values[i] - meanY - (slope * (i - meanX));
        return rest;
    }

    /// <summary>The changes from one value to the next: one fewer than there are values.</summary>
    /// <param name="values">The series.</param>
    public static double[] Differences(ReadOnlySpan<double> values)
    {
        var changes = new double[Math.Max(0, values.Length - 1)];
        for (int i = 0; i < changes.Length; i++) changes[i] = values[i + 1] - values[i];
        return changes;
    }

    /// <summary>Fills NaN between two numbers on the straight line between them, and at the ends with the nearest number. All NaN stays so.</summary>
    /// <param name="values">The series, changed in place.</param>
    public static void Interpolate(Span<double> values)
    {
        int last = -1;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) continue;
            for (int gap = last + 1; gap < i; gap++)
                values[gap] = last < 0 ? values[i] : values[last] + ((values[i] - values[last]) * ((double)(gap - last) / (i - last)));
            last = i;
        }

        if (last >= 0) values[(last + 1)..].Fill(values[last]);
    }

    /// <summary>The mean of each place in a period.</summary>
    /// <param name="values">The series, without NaN.</param>
    /// <param name="period">The period in steps, at most the length of the series.</param>
    public static double[] SeasonMeans(ReadOnlySpan<double> values, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(period, values.Length);
        var means = new double[period];
        for (int t = 0; t < values.Length; t++) means[t % period] += values[t];
        for (int place = 0; place < period; place++) means[place] /= ((values.Length - 1 - place) / period) + 1;
        return means;
    }

    internal static double MeanOf(ReadOnlySpan<double> values)
    {
        double count = 0, mean = 0;
        foreach (double value in values)
            if (!double.IsNaN(value)) mean += (value - mean) / ++count;
        return count == 0 ? double.NaN : mean;
    }

    internal static bool IsFinite(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (!double.IsFinite(value)) return false;
        return true;
    }

    internal static bool IsConstant(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (value != values[0]) return false;
        return true;
    }
}
