using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The values of a column with their counts in two profiles, both exact.</summary>
internal sealed class LevelMatch
{
    private const int Most = 1 << 20, MostShown = 15, LeastExpected = 5;

    private readonly ColumnProfile _before;
    private readonly ColumnProfile _after;
    private readonly (FrequentValue Value, long Before, long After)[] _levels;

    private LevelMatch(ColumnProfile before, ColumnProfile after, (FrequentValue, long, long)[] levels, DistributionDistance distance)
    {
        _before = before;
        _after = after;
        _levels = levels;
        Distance = distance;
    }

    public DistributionDistance Distance { get; }

    public int Count => _levels.Length;

    /// <summary>Every value by how much its share changed, the most first.</summary>
    public IEnumerable<(FrequentValue Value, long Before, long After)> All => _levels;

    public static LevelMatch Of(ColumnProfile before, ColumnProfile after, double rate)
    {
        (FrequentValue, long, long)[] levels = Pair(before.Summary, after.Summary);
        return new LevelMatch(before, after, levels, Measure(levels, before.Present, after.Present, rate));
    }

    /// <summary>The values of two summaries with their counts, by how much the share of each changed, the most first.</summary>
    public static (FrequentValue Value, long Before, long After)[] Pair(ColumnSummary before, ColumnSummary after)
    {
        var counts = new Dictionary<string, (FrequentValue Value, long Before, long After)>(StringComparer.Ordinal);
        foreach (FrequentValue value in before.FrequentValues(Most)) counts[value.Text] = (value, value.LowerCount, 0);
        foreach (FrequentValue value in after.FrequentValues(Most))
        {
            ref (FrequentValue Value, long Before, long After) known = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, value.Text, out bool there);
            known = there ? known with { After = value.LowerCount } : (value, 0, value.LowerCount);
        }

        double n = Math.Max(1, before.PresentCount), m = Math.Max(1, after.PresentCount);
        return [.. counts.Values.OrderByDescending(level => Math.Abs((level.After / m) - (level.Before / n))).ThenBy(level => level.Value.Text, StringComparer.Ordinal)];
    }

    /// <summary>The values as they may be shown.</summary>
    public ImmutableArray<ValueDifference> Shown() => [.. _levels.OrderByDescending(level => Math.Max((double)level.Before / Math.Max(1, _before.Present), (double)level.After / Math.Max(1, _after.Present)))
        .Take(MostShown).Select(level => Shown(level.Value, level.Before, level.After)).OfType<ValueDifference>().OrderByDescending(value => Math.Abs(value.AfterShare - value.BeforeShare))];

    /// <summary>A value as it may be shown; null where it may not.</summary>
    public ValueDifference? Shown(FrequentValue value, long before, long after)
    {
        long count = Math.Max(before, after);
        if (!_before.Content.Redactor.IsShown(count) || !_after.Content.Redactor.IsShown(count)) return null;
        string text = _before.Content.Redactor.Show(_before.Name, value.Text, count);
        if (text == value.Text) text = _after.Content.Redactor.Show(_after.Name, value.Text, count);
        return new ValueDifference(ColumnWords.Value(text), before, after, (double)before / _before.Present, (double)after / _after.Present);
    }

    /// <summary>How far the values lie apart.</summary>
    /// <param name="levels">As <see cref="Pair"/> gives them.</param>
    /// <param name="before">The values of the first.</param>
    /// <param name="after">The values of the second.</param>
    /// <param name="rate">The probability of a false alarm that the noise is told for.</param>
    public static DistributionDistance Measure((FrequentValue Value, long Before, long After)[] levels, long before, long after, double rate)
    {
        double n = Math.Max(1, before), m = Math.Max(1, after);
        double least = LeastExpected * (n + m) / Math.Min(n, m);
        var first = new List<long>();
        var second = new List<long>();
        (long restBefore, long restAfter) = (0, 0);
        foreach ((_, long one, long other) in levels)
        {
            if (one + other >= least)
            {
                first.Add(one);
                second.Add(other);
            }
            else
            {
                (restBefore, restAfter) = (restBefore + one, restAfter + other);
            }
        }

        if (restBefore + restAfter > 0)
        {
            first.Add(restBefore);
            second.Add(restAfter);
        }

        long[] a = [.. first], b = [.. second];
        (FrequentValue Value, long Before, long After) most = levels.FirstOrDefault();
        (double chi, double p) = ChiSquareTest.TwoSample(a, b);
        return new DistributionDistance
        {
            ChiSquare = chi,
            ChiSquareDegreesOfFreedom = Math.Max(0, a.Length - 1),
            ChiSquarePValue = p,
            LInfinity = levels.Length == 0 ? 0 : Math.Abs((most.After / m) - (most.Before / n)),
            StabilityIndex = CountDistance.PopulationStabilityIndex(a, b),
            JensenShannon = CountDistance.JensenShannon(a, b),
            Hellinger = CountDistance.Hellinger(a, b),
            Bins = a.Length,
            SketchBound = 0,
            Noise = SamplingNoise.TotalVariation(a, b, rate),
            Distance = CountDistance.TotalVariation(a, b),
        };
    }
}
