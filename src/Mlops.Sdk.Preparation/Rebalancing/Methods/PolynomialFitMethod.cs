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
        var starts = new List<int>();
        var codes = new List<int>();
        var shares = new List<double>();
        foreach (int code in raised)
        {
            int count = target[code] - work.Rows[code].Length, steps = (count + work.Rows[code].Length - 1) / work.Rows[code].Length;
            int[] drawn = work.Draw(code, count);
            for (int i = 0; i < count; i++)
            {
                starts.Add(drawn[i]);
                codes.Add(code);
                shares.Add((i / work.Rows[code].Length + 1.0) / (steps + 1));
            }
        }

        return SyntheticRows.Append(work.Train, new MeanRows([.. starts], [.. codes], [.. shares], work), work.Context);
    }
}

/// <summary>Rows on the way from others to the mean of their class; categories as they are.</summary>
internal sealed class MeanRows(int[] starts, int[] classes, double[] shares, RebalanceWork work) : NewRows(starts)
{
    public override void Numbers(int column, ReadOnlySpan<double> values, Span<double> made)
    {
        var means = new Moments[work.Rows.Length];
        foreach (int code in classes.Distinct())
        {
            means[code] = new Moments();
            foreach (int row in work.Rows[code]) means[code].Add(values[row]);
        }

        for (int i = 0; i < made.Length; i++)
        {
            Moments own = means[classes[i]];
            made[i] = Math.Clamp(values[Starts[i]] * (1 - shares[i]) + own.Mean * shares[i], own.Min, own.Max);
        }
    }

    public override int[] Codes(ReadOnlySpan<int> codes)
    {
        var made = new int[Count];
        for (int i = 0; i < made.Length; i++) made[i] = codes[Starts[i]];
        return made;
    }
}
