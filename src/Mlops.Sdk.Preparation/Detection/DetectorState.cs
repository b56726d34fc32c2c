namespace Mlops.Sdk;

/// <summary>All that is learnt but for the scorer, and what the report tells of the training rows.</summary>
internal sealed record DetectorState(int Rows, string Method, string Threshold, double Cutoff, bool KeepMissing, OutlierProbability Probability, DetectionColumn[] Columns)
{
    /// <summary>How many training rows were held out of the fit.</summary>
    public int HeldOut { get; init; }

    /// <summary>How many training rows lay beyond the cutoff.</summary>
    public int Flagged { get; init; }

    /// <summary>Least, mean, standard deviation and greatest of the training scores.</summary>
    public required double[] Scores { get; init; }

    /// <summary>Scores of usual rows in their order, where a probability is taken from them.</summary>
    public double[] Usual { get; init; } = [];

    public required double[] Edges { get; init; }

    public required double[] Counts { get; init; }

    public required ThresholdLine[] Thresholds { get; init; }

    public required TopOutlier[] Top { get; init; }

    public required DetectionNote[] Notes { get; init; }

    public string? ScoreColumn { get; init; }

    public string? FlagColumn { get; init; }

    public string? ProbabilityColumn { get; init; }

    public double ProbabilityOf(double score)
    {
        if (Probability == OutlierProbability.Conformal) return 1 - Numerics.ConformalQuantile.PValue(Usual, score);
        if (Probability == OutlierProbability.Linear) return Scores[3] > Scores[0] ? Math.Clamp((score - Scores[0]) / (Scores[3] - Scores[0]), 0, 1) : score > Scores[3] ? 1 : 0;
        return Scores[2] > 0 ? Math.Max(0, (2 * Numerics.Normal.Cumulative((score - Scores[1]) / Scores[2])) - 1) : score > Scores[1] ? 1 : 0;
    }

    /// <exception cref="InvalidDataException">Something cannot have been written by a detector.</exception>
    public void Check()
    {
        if (Scores.Length != 4 || double.IsNaN(Cutoff) || !Enum.IsDefined(Probability)) throw new InvalidDataException("The threshold or the training scores are not whole.");
        if (Probability == OutlierProbability.Conformal && !Numerics.QuantileMap.AreUsable(Usual)) throw new InvalidDataException("The scores of usual rows are not finite and in order.");
        foreach (DetectionColumn column in Columns)
            if (!column.IsWhole) throw new InvalidDataException($"What was learnt of column '{column.Name}' is not whole.");
        if (Edges.Length != Counts.Length + 1 && Edges.Length > 0) throw new InvalidDataException("The chart of scores is not whole.");
    }
}

/// <summary>How many training rows a threshold would flag.</summary>
internal sealed record ThresholdLine(string Name, double Cutoff, int Flagged);

/// <summary>One of the training rows farthest out.</summary>
internal sealed record TopOutlier(int Row, double Score, string[] Reasons);
