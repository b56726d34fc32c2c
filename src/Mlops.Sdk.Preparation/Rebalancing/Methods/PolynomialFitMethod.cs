using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Polynomial fitting SMOTE in the shape of a star (Gazzah and Essoukri Ben Amara 2008): rows at equal steps between a row and the mean of its class.</summary>
internal sealed record PolynomialFitMethod : MakingMethod
{
    internal override string Name => "polynomial fitting SMOTE (star)";

    internal override Dataset Make(RebalanceWork work, int[] target, int[] raised)
    {
        if (work.Groups is not null)
            throw new MlopsException("MLO1707", $"{Name} makes rows towards the mean of a class, over all groups, and no row is made between groups. Take RebalanceMethod.Smote, which stays within a group, or give the group column the role Ignored.");
        // Distances are not taken, but numbers have to be there all the same.
        RebalanceSpace.Read(work, Name, raised, scale: false);
        return SyntheticRows.Append(work.Train, new MeanRows(work.DrawRows(target, raised), [.. raised.SelectMany(code => Shares(work.Rows[code].Length, target[code]))], work), work.Context);
    }

    // Each round over the rows of a class is one step farther.
    private static IEnumerable<double> Shares(int rows, int target)
    {
        int count = target - rows, steps = (count + rows - 1) / rows;
        return Enumerable.Range(0, count).Select(i => (i / rows + 1.0) / (steps + 1));
    }
}

/// <summary>Rows on the way from others to the mean of their class; categories as they are.</summary>
internal sealed class MeanRows(int[] starts, double[] shares, RebalanceWork work) : NewRows(starts)
{
    private readonly int[] _classes = work.ClassesOf(starts);

    public override void Numbers(int column, ReadOnlySpan<double> values, Span<double> made)
    {
        var means = new Moments[work.Rows.Length];
        foreach (int code in _classes.Distinct())
        {
            means[code] = new Moments();
            foreach (int row in work.Rows[code]) means[code].Add(values[row]);
        }

        for (int i = 0; i < made.Length; i++)
        {
            Moments own = means[_classes[i]];
            double start = values[Starts[i]];
            // Numbers at the end of their range may have no mean.
            made[i] = double.IsFinite(own.Mean) ? Math.Clamp((start * (1 - shares[i])) + (own.Mean * shares[i]), own.Min, own.Max) : start;
        }
    }
}
