using CsCheck;

namespace Mlops.Sdk.Numerics.Tests.Comparison;

public sealed class CountIntervalsTests
{
    [Fact]
    public void Intervals_OfCountsThatAreOff_HoldTheTruth() =>
        (from first in Gen.Long[0, 500].Array[2, 8] from second in Gen.Long[0, 500].Array[8] from moves in Gen.Int[-20, 20].Array[16] select (first, second, moves)).Sample(t =>
        {
            long[] a = t.first, b = t.second[..a.Length], movedA = Moved(a, t.moves), movedB = Moved(b, t.moves[8..]);
            double errorA = Error(a, movedA), errorB = Error(b, movedB);
            if (double.IsNaN(errorA + errorB)) return;
            (double low, double high) = CountIntervals.ChiSquare(movedA, movedB, errorA, errorB);
            double truth = ChiSquareTest.TwoSample(a, b).Statistic;
            Assert.InRange(truth, low - 1e-9, high + 1e-9);
            (low, high) = CountIntervals.PopulationStabilityIndex(movedA, movedB, errorA, errorB);
            Assert.InRange(CountDistance.PopulationStabilityIndex(a, b), low - 1e-9, high + 1e-9);
            (low, high) = CountIntervals.ChiSquare(a, b, 0, 0);
            Assert.Equal(truth, low, 1e-9 * Math.Max(1, truth));
            Assert.Equal(truth, high, 1e-9 * Math.Max(1, truth));
        });

    // Rows go from one bin into the next, so that the sums stay.
    private static long[] Moved(long[] counts, int[] moves)
    {
        long[] moved = [.. counts];
        for (int i = 0; i + 1 < moved.Length; i++)
        {
            long rows = moves[i] >= 0 ? Math.Min(moves[i], moved[i]) : -Math.Min(-moves[i], moved[i + 1]);
            moved[i] -= rows;
            moved[i + 1] += rows;
        }

        return moved;
    }

    private static double Error(long[] counts, long[] moved) => counts.Sum() == 0 ? double.NaN : counts.Zip(moved).Max(bin => Math.Abs(bin.First - bin.Second)) / (double)counts.Sum();
}
