using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Sums of the losses of some rows, from which their mean and its variance come.</summary>
internal readonly record struct SliceSums(int Rows, double Weight, double WeightSquares, double Loss, double LossSquares)
{
    public double Mean => Loss / Weight;

    public SliceSums With(double weight, double loss) => new(Rows + 1, Weight + weight, WeightSquares + weight * weight, Loss + weight * loss, LossSquares + weight * loss * loss);

    public SliceSums Less(SliceSums other) => new(Rows - other.Rows, Weight - other.Weight, WeightSquares - other.WeightSquares, Loss - other.Loss, LossSquares - other.LossSquares);

    /// <summary>How likely these rows lose so much more than others by chance (Welch 1947, one-sided), and the standard error of the difference.</summary>
    public (double PValue, double Error) WorseThan(SliceSums other)
    {
        double own = Variance() / Effective(), others = other.Variance() / other.Effective(), error = Math.Sqrt(own + others);
        if (!(error > 0)) return (Mean > other.Mean ? 0 : 1, 0);
        double freedom = (own + others) * (own + others) / (own * own / Math.Max(Effective() - 1, 1) + others * others / Math.Max(other.Effective() - 1, 1));
        return (StudentT.Survival((Mean - other.Mean) / error, Math.Max(freedom, 1)), error);
    }

    // As many rows as the weights are worth (Kish 1965).
    private double Effective() => Weight * Weight / WeightSquares;

    private double Variance() => Math.Max(LossSquares / Weight - Mean * Mean, 0) * Effective() / Math.Max(Effective() - 1, 1e-9);
}

/// <summary>A column as the number of the segment of each row, and the sums of each.</summary>
/// <param name="Name">The column.</param>
/// <param name="Segments">The segments.</param>
/// <param name="Codes">The segment of each judged row, -1 for none.</param>
/// <param name="Sums">The sums of each segment.</param>
internal sealed record SliceColumn(string Name, DataSegment[] Segments, int[] Codes, SliceSums[] Sums)
{
    private const int MostSegments = 30;

    /// <summary>The segments of a column that have rows enough; null for a column that cuts nothing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="placeOf">The place of a dataset's row among those judged, -1 for none.</param>
    /// <param name="losses">The loss of each judged row.</param>
    /// <param name="weights">The weights; empty for 1 each.</param>
    /// <param name="minimumRows">The fewest rows.</param>
    public static SliceColumn? Of(Column column, int[] placeOf, double[] losses, double[] weights, int minimumRows)
    {
        if (column is TextColumn { Length: > 0 } text && Enumerable.Range(0, text.Length).Select(text.GetText).Distinct(StringComparer.Ordinal).Skip(MostSegments * 4).Any()) return null;
        DataSegment[] segments = [.. DataSegments.Of(column).Where(segment => segment.Rows.Count(row => placeOf[row] >= 0) >= minimumRows).OrderByDescending(segment => segment.Rows.Length).Take(MostSegments)];
        if (segments.Length == 0 || (segments.Length == 1 && segments[0].Rows.Length == column.Length)) return null;
        var codes = new int[losses.Length];
        Array.Fill(codes, -1);
        var sums = new SliceSums[segments.Length];
        for (int segment = 0; segment < segments.Length; segment++)
        {
            foreach (int row in segments[segment].Rows)
            {
                if (placeOf[row] is not (var place and >= 0)) continue;
                codes[place] = segment;
                sums[segment] = sums[segment].With(weights.Length == 0 ? 1 : weights[place], losses[place]);
            }
        }

        return new SliceColumn(column.Name, segments, codes, sums);
    }
}
