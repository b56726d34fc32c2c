namespace Mlops.Sdk.Numerics;

/// <summary>The search of FastMCD: many starts, few of which are followed to the end.</summary>
internal sealed class ConcentrationSearch(ConcentrationSpace space, double share, RandomStream random, ParallelOptions parallel)
{
    private const int Starts = 500;
    private const int Kept = 10;
    private const int PartRows = 300;
    private const int MostParts = 5;
    private const int MostSteps = 100;

    private static readonly ParallelOptions s_alone = new() { MaxDegreeOfParallelism = 1 };

    public Concentration Run(int half)
    {
        if (space.Width == 0 || half >= space.Rows) return space.Estimate([.. Enumerable.Range(0, space.Rows)], parallel);
        if (space.Rows <= 2 * PartRows) return Follow(space, Start(space, half, Starts, random), half);

        int parts = Math.Min(MostParts, space.Rows / PartRows);
        int[] chosen = random.Split("parts").SampleWithoutReplacement(space.Rows, parts * PartRows);
        var found = new List<(Concentration At, int[] Rows)>();
        for (int part = 0; part < parts; part++)
        {
            int[] rows = chosen[(part * PartRows)..((part + 1) * PartRows)];
            Array.Sort(rows);
            ConcentrationSpace own = space.Take(rows);
            found.AddRange(Start(own, Half(rows.Length), Starts / parts, random.Split(part)).Select(at => (at, rows)));
        }

        // An estimate carries over from a part to its union and on to all rows by the distances that it gives there.
        int[] union = [.. chosen.Order()];
        ConcentrationSpace merged = space.Take(union);
        Concentration[] better = Best(Each(found.Count, i => Steps(merged, found[i].At, Half(union.Length), 2, s_alone)));
        return Follow(space, better, half);
    }

    private int Half(int rows) => Math.Clamp((int)Math.Ceiling(share * rows), Math.Min(rows, space.Width + 1), rows);

    private Concentration[] Start(ConcentrationSpace own, int half, int starts, RandomStream stream) =>
        Best(Each(starts, start => Steps(own, Draw(own, stream.Split(start)), half, 2, s_alone)));

    private static Concentration[] Best(Concentration[] all) =>
        [.. all.Select((one, index) => (one, index)).OrderBy(pair => pair.one.IsFlat).ThenBy(pair => pair.one.LogDeterminant).ThenBy(pair => pair.index).Take(Kept).Select(pair => pair.one)];

    private Concentration Follow(ConcentrationSpace all, Concentration[] candidates, int half)
    {
        // The steps of many rows share their work among threads; few rows share the candidates.
        Concentration[] ends = all.Rows > 4 * PartRows
            ? [.. Best([.. candidates.Select(one => Steps(all, one, half, 2, parallel))]).Select(one => Steps(all, one, half, MostSteps, parallel))]
            : Each(candidates.Length, i => Steps(all, candidates[i], half, MostSteps, s_alone));
        return Best(ends)[0];
    }

    private Concentration Steps(ConcentrationSpace own, Concentration from, int half, int most, ParallelOptions threads)
    {
        Concentration at = from;
        for (int step = 0; step < most; step++)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            int[] rows = own.Nearest(at, half, threads);
            Concentration next = own.Estimate(rows, threads);

            // The rows of one value of a column of few values have no determinant at all, and say nothing of the others.
            if (next.IsFlat && !at.IsFlat && at.Rows.Length == half) return at;
            bool settled = at.Rows.AsSpan().SequenceEqual(rows) || (at.Rows.Length == half && !(next.LogDeterminant < at.LogDeterminant));
            if (settled && at.Rows.Length == half) return at;
            at = next;
        }

        return at;
    }

    private static Concentration Draw(ConcentrationSpace own, RandomStream stream)
    {
        int[] rows = stream.SampleWithoutReplacement(own.Rows, Math.Min(own.Rows, own.Width + 1));
        Array.Sort(rows);
        return own.Estimate(rows, s_alone);
    }

    private Concentration[] Each(int count, Func<int, Concentration> work)
    {
        var results = new Concentration[count];
        Parallel.For(0, count, parallel, i => results[i] = work(i));
        return results;
    }
}
