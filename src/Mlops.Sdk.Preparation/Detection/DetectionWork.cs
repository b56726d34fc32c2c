using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What a method learns from: the encoded columns, chance, threads; and where it says what it had to change.</summary>
internal sealed record DetectionWork(ReadOnlyMemory<double>[] Columns, RandomStream Random, ParallelOptions Parallel, List<DetectionNote> Notes)
{
    public int Rows => Columns[0].Length;

    /// <summary>The number of neighbors that there are.</summary>
    public int Neighbors(int wished)
    {
        if (wished >= Rows)
            Notes.Add(new DetectionNote("PREP252", null, FormattableString.Invariant($"There are {Rows} rows; {Rows - 1} neighbors were used and not {wished}. With so few rows every row is far from the others: collect more of them.")));
        return Math.Min(wished, Rows - 1);
    }

    /// <summary>What a scorer without scores of its own gives the training rows.</summary>
    public DetectionFit Scored(OutlierScorer scorer) => new(scorer, scorer.Score(Columns, Parallel));
}

/// <summary>What a method has learnt, and its scores of the training rows, in which no row is its own neighbor.</summary>
internal sealed record DetectionFit(OutlierScorer Scorer, double[] Scores);

/// <summary>Something about the data that the report tells.</summary>
internal sealed record DetectionNote(string Code, string? Column, string Message);
