using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Extensibility;

/// <summary>What a method of detection learns from: the columns as numbers, chance and threads.</summary>
public sealed class DetectionWork
{
    private readonly List<DetectionNote> _notes;

    internal DetectionWork(ReadOnlyMemory<double>[] columns, RandomStream random, ParallelOptions parallel, List<DetectionNote> notes) =>
        (Columns, Random, Parallel, _notes) = (columns, random, parallel, notes);

    /// <summary>The columns, at least one, each with a number for every training row: scaled where the method asks for it, without NaN unless it takes missing values, never infinite. They must not be changed.</summary>
    public ReadOnlyMemory<double>[] Columns { get; }

    /// <summary>Where chance comes from: the same for the same seed, whatever other stages do.</summary>
    public RandomStream Random { get; }

    /// <summary>Threads and cancellation.</summary>
    public ParallelOptions Parallel { get; }

    /// <summary>How many training rows there are, at least 2.</summary>
    public int Rows => Columns[0].Length;

    /// <summary>How many neighbors there are of those wished for: with fewer rows all others, and the report says so.</summary>
    /// <param name="wished">How many are wished for, at least 1.</param>
    public int Neighbors(int wished)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wished, 1);
        if (wished >= Rows)
            _notes.Add(new DetectionNote("PREP252", FormattableString.Invariant($"There are {Rows} rows; {Rows - 1} neighbors were used and not {wished}. With so few rows every row is far from the others: collect more of them.")));
        return Math.Min(wished, Rows - 1);
    }

    /// <summary>A fit whose training rows have the scores that any row would have.</summary>
    /// <param name="scorer">What scores rows, of as many columns as there are.</param>
    public DetectionFit Scored(OutlierScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        return new DetectionFit(scorer, scorer.Score(Columns, Parallel));
    }

    internal DetectionWork WithRandom(RandomStream random) => new(Columns, random, Parallel, _notes);
}
