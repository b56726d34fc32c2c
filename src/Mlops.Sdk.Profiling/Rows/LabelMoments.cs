namespace Mlops.Sdk;

/// <summary>Count, extremes, mean and centred sum of squares of a label that is a number. Merges (Chan and others 1979).</summary>
internal struct LabelMoments
{
    public long Count;
    public double Min;
    public double Max;
    public double Mean;
    public double Squares;

    public static LabelMoments Of(double value) => double.IsFinite(value) ? new() { Count = 1, Min = value, Max = value, Mean = value } : default;

    public void Merge(in LabelMoments other)
    {
        if (other.Count == 0) return;
        if (Count == 0)
        {
            this = other;
            return;
        }

        double total = Count + other.Count, apart = other.Mean - Mean;
        Squares += other.Squares + (apart * apart * Count * (other.Count / total));
        Mean += apart * (other.Count / total);
        Count += other.Count;
        Min = Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
    }
}
