using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>SMOGN (Branco, Torgo and Ribeiro 2017), and SMOTER (Torgo et al. 2013) without noise: as many rows of rare values of a number as of usual ones.</summary>
internal sealed record SmognMethod(double Relevance, int Neighbors, double Perturbation, bool Scale) : RebalanceMethod
{
    public double Relevance { get; init; } = Valid.Share(Relevance, nameof(Relevance));

    public int Neighbors { get; init; } = Valid.AtLeast(Neighbors, 1, nameof(Neighbors));

    public double Perturbation { get; init; } = Valid.Within(Perturbation, 0, 1, nameof(Perturbation));

    private const string Rare = "rare", Usual = "usual";

    // Of so many rows of its range the median distance of a row is taken.
    private const int MostCompared = 500;

    internal override string Name => Perturbation > 0
        ? FormattableString.Invariant($"SMOGN with {Neighbors} neighbors, relevance {Relevance}")
        : FormattableString.Invariant($"SMOTER with {Neighbors} neighbors, relevance {Relevance}");

    internal override bool ForNumbers => true;

    internal override IEnumerable<string> Problems(RebalanceOptions options)
    {
        if (options.MinorityRatio != 1 || options.Counts.Count > 0 || options.Classes != RebalanceClasses.Auto)
            yield return $"{Name} makes ranges of the label equally large: MinorityRatio, Counts and Classes say nothing to it. Leave them out.";
    }

    /// <summary>As many rows in each range: of rare ones some are made, of usual ones some are left out.</summary>
    internal override Dataset Apply(RebalanceWork work)
    {
        int wanted = Math.Max(1, work.Train.RowCount / work.Rows.Length);
        int[] made = [.. Enumerable.Range(0, work.Rows.Length).Where(code => work.Rows[code].Length < wanted && IsRare(work, code))];
        int[] kept = [.. Enumerable.Range(0, work.Rows.Length).SelectMany(code => Kept(work, code, wanted)).Order()];
        Dataset rest = kept.Length == work.Train.RowCount ? work.Original : work.Original.Take(kept);
        if (made.Length == 0) return rest;
        RebalanceSpace space = RebalanceSpace.Read(work, Name, made, Scale);
        SmognRow[] rows = [.. made.SelectMany(code => Rows(work, space, code, wanted - work.Rows[code].Length))];
        Dataset all = SyntheticRows.Append(work.Original, new SmognRows(rows, work), work.Context);
        return all.Take([.. kept, .. Enumerable.Range(work.Train.RowCount, rows.Length)]);
    }

    /// <summary>The ranges of the label, in ascending order, as a category that stands for it: runs of values that are rare, and of those that are not.</summary>
    internal CategoryColumn Ranges(Column label)
    {
        double[] values = label.ToNumbers().ToArray();
        TargetRelevance relevance = TargetRelevance.Of(values);
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(row => values[row])];
        var codes = new int[values.Length];
        var names = new List<string>();
        for (int i = 0; i < order.Length;)
        {
            bool rare = relevance.At(values[order[i]]) >= Relevance;
            int end = i;
            while (end < order.Length && relevance.At(values[order[end]]) >= Relevance == rare) end++;
            for (int j = i; j < end; j++) codes[order[j]] = names.Count;
            names.Add($"{(rare ? Rare : Usual)} {ReportNumber.Format(values[order[i]])} to {ReportNumber.Format(values[order[end - 1]])}");
            i = end;
        }

        // Two ranges may read alike when they are written with few digits.
        return new CategoryColumn(label.Name, codes, new CategoryLevels([.. names.Select((name, index) => names.IndexOf(name) == index ? name : $"{name} ({index + 1})")]));
    }

    private static bool IsRare(RebalanceWork work, int code) => work.Label.Classes[code].StartsWith(Rare, StringComparison.Ordinal);

    private static int[] Kept(RebalanceWork work, int code, int wanted)
    {
        int[] rows = work.Rows[code];
        if (IsRare(work, code) || rows.Length <= wanted) return rows;
        return Array.ConvertAll(work.Context.Random.Split("draw").Split(code).SampleWithoutReplacement(rows.Length, wanted), place => rows[place]);
    }

    private IEnumerable<SmognRow> Rows(RebalanceWork work, RebalanceSpace space, int code, int count)
    {
        int[] rows = work.Rows[code], starts = work.DrawOf(code, count);
        ClassNeighborhood near = ClassNeighborhood.Of(work, space, code, Neighbors);
        RandomStream random = work.Context.Random.Split("smogn").Split(code);
        int[] compared = rows.Length <= MostCompared ? rows : Array.ConvertAll(random.Split("compared").SampleWithoutReplacement(rows.Length, MostCompared), place => rows[place]);
        RowDistances distances = space.DistancesTo(compared, rows);
        double[] squared = new double[compared.Length];
        var reach = new Dictionary<int, double>();
        foreach (int start in starts)
        {
            work.Context.CancellationToken.ThrowIfCancellationRequested();
            if (!reach.TryGetValue(start, out double most))
            {
                distances.Squared(rows[start], squared);
                reach[start] = most = compared.Length < 2 ? 0 : Math.Sqrt(Quantiles.Median(squared)) / 2;
            }

            int[] around = near.Of(start);
            int at = around.Length == 0 ? -1 : random.NextInt32(around.Length);
            double share = random.NextDouble();
            // A neighbor beyond half the median distance is too far to lie between: noise around the row instead.
            bool between = at >= 0 && (Perturbation == 0 || near.DistancesOf(start)[at] < most);
            yield return between ? new SmognRow(rows[start], around[at], share, 0, code, around) : new SmognRow(rows[start], rows[start], 0, Math.Min(most, Perturbation), code, around);
        }
    }
}
