namespace Mlops.Sdk.Numerics;

/// <summary>Several scorers together, each by where its score lies among those of the sample: the mean of -ln of the share of the sample that lies as far out, to the power of 1.5.</summary>
/// <remarks>
/// Ranks make scores of any scale comparable; the logarithm lets the tail count, and the power lets what one scorer puts far out count more than what all find a little unusual. The score is given back in the unit of -ln of a share.
/// Between two scores of the sample the rank is interpolated, and beyond the greatest it goes on rising by less than one rank, so that points farther out than any of the sample are told apart.
/// </remarks>
public sealed class RankedEnsemble : OutlierScorer
{
    private const double Power = 1.5;

    private readonly OutlierScorer[] _members;
    private readonly double[][] _sorted;

    private RankedEnsemble(OutlierScorer[] members, double[][] sorted)
        : base(members[0].Columns) => (_members, _sorted) = (members, sorted);

    private protected override ScorerKind Kind => ScorerKind.Ranked;

    /// <summary>Puts scorers together.</summary>
    /// <param name="members">The scorers, of as many columns, and the scores that each gives the sample.</param>
    /// <returns>The ensemble, and its scores of the sample.</returns>
    public static (RankedEnsemble Scorer, double[] Scores) Of(IReadOnlyList<(OutlierScorer Scorer, double[] Scores)> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0 || members.Any(member => member.Scorer.Columns != members[0].Scorer.Columns || member.Scores.Length != members[0].Scores.Length || member.Scores.Length == 0))
            throw new ArgumentException("An ensemble has at least one member, and all have as many columns and scores.", nameof(members));
        var sorted = new double[members.Count][];
        double[] scores = new double[members[0].Scores.Length];
        for (int m = 0; m < sorted.Length; m++)
        {
            sorted[m] = [.. members[m].Scores];
            Sorting.Ascending(sorted[m]);
            for (int row = 0; row < scores.Length; row++) scores[row] += Surprise(sorted[m], members[m].Scores[row]) / sorted.Length;
        }

        for (int row = 0; row < scores.Length; row++) scores[row] = Math.Pow(scores[row], 1 / Power);

        return (new RankedEnsemble([.. members.Select(member => member.Scorer)], sorted), scores);
    }

    /// <summary>The parts of every member, made to add up to what it adds to the mean: together they add up to the score to the power of 1.5.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        parts[..Columns].Clear();
        double[] own = new double[Columns];
        for (int m = 0; m < _members.Length; m++)
        {
            _members[m].Explain(point, own);
            double total = own.Sum(part => Math.Max(0, part)), weight = Surprise(_sorted[m], _members[m].Score(point)) / _members.Length;
            for (int c = 0; c < Columns && total > 0; c++) parts[c] += weight * Math.Max(0, own[c]) / total;
        }
    }

    internal static RankedEnsemble Read(BinaryReader reader, int columns, ScorerKinds? kinds)
    {
        int count = StoredNumbers.Count(reader.ReadInt32(), 1, 256, "members");
        var members = new OutlierScorer[count];
        var sorted = new double[count][];
        for (int m = 0; m < count; m++)
        {
            members[m] = OutlierScorer.ReadFrom(reader, kinds, nested: true);
            if (members[m].Columns != columns) throw new InvalidDataException($"A member has {members[m].Columns} columns and the ensemble {columns}.");
            sorted[m] = StoredNumbers.ReadDoubles(reader, "scores");
            if (sorted[m].Length == 0) throw new InvalidDataException("A member has no scores.");
            for (int i = 1; i < sorted[m].Length; i++)
                if (sorted[m][i] < sorted[m][i - 1]) throw new InvalidDataException("The scores of a member are not in order.");
        }

        return new RankedEnsemble(members, sorted);
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        double[] own = new double[scores.Length];
        scores.Clear();
        for (int m = 0; m < _members.Length; m++)
        {
            _members[m].ScoreRows(rows, own);
            for (int row = 0; row < own.Length; row++) scores[row] += Surprise(_sorted[m], own[row]) / _members.Length;
        }

        foreach (ref double score in scores) score = Math.Pow(score, 1 / Power);
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        writer.Write(_members.Length);
        for (int m = 0; m < _members.Length; m++)
        {
            _members[m].WriteTo(writer);
            StoredNumbers.Write(writer, _sorted[m]);
        }
    }

    private static double Surprise(double[] sorted, double score) => Math.Pow(-Math.Log(1 - (Rank(sorted, score) * sorted.Length / (sorted.Length + 1.0))), Power);

    private static double Rank(double[] sorted, double score)
    {
        int below = SortedSearch.CountBelow(sorted, score), upTo = SortedSearch.CountUpTo(sorted, score);
        if (upTo > below) return (below + ((upTo - below) * 0.5)) / sorted.Length;
        if (below == 0) return 0;
        double last = sorted[below - 1];
        if (below < sorted.Length) return (below - 0.5 + ((score - last) / (sorted[below] - last))) / sorted.Length;
        double unit = last - sorted[sorted.Length / 2], beyond = unit > 0 ? (score - last) / unit : score - last;
        return (below - 0.5 + (0.5 * (double.IsFinite(beyond) ? beyond / (1 + beyond) : 1))) / sorted.Length;
    }
}
