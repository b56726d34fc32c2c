using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>SVM-SMOTE (Nguyen, Cooper and Kamei 2011): rows start from the support vectors of a class; those among others head for their own, the rest away from them.</summary>
internal sealed record SvmSmoteMethod(int Neighbors, int Surroundings, double OutStep, bool Scale) : PairMethod(Neighbors, Scale)
{
    public int Surroundings { get; init; } = Valid.AtLeast(Surroundings, 1, nameof(Surroundings));

    public double OutStep { get; init; } = Valid.Within(OutStep, 0, 1, nameof(OutStep));

    // Of the class, and of all others together, so many rows train the machine; every row of the class is judged by it.
    private const int MostTrained = 2_000;

    // What lies at the margin but for the tolerance of the solver.
    private const double Margin = 1.001;

    internal override string Name => FormattableString.Invariant($"SVM-SMOTE with {Neighbors} neighbors");

    internal override bool LooksAtAll => true;

    internal override void AddPairs(RebalanceWork work, RebalanceSpace space, int code, int count, PairList pairs)
    {
        int[] rows = work.Rows[code], supporting = Supporting(work, space, code);
        NearRows around = space.Around(supporting, work.AllRows(), Surroundings);
        int[] others = [.. Enumerable.Range(0, supporting.Length).Select(place => ClassNeighbors.CountOthers(around.Of(place), work.Label.Codes.Span, code))];
        int[] used = [.. Enumerable.Range(0, supporting.Length).Where(place => others[place] < Math.Max(1, around.Of(place).Length))];
        if (used.Length == 0)
        {
            work.Findings.Add(new Finding("PREP306", Severity.Info, null, $"Every support vector of class {ErrorText.Show(work.Label.Classes[code])} lies wholly among other classes; rows were made as by SMOTE."));
            AddEvenly(work, space, code, count, pairs);
            return;
        }

        HashSet<int> safe = [.. used.Where(place => !BorderlineMethod.IsInDanger(others[place], around.Of(place).Length)).Select(place => supporting[place])];
        int[] places = Array.ConvertAll(used, place => Array.BinarySearch(rows, supporting[place]));
        int first = pairs.Count;
        Interpolate(work, space, code, Array.ConvertAll(RebalanceWork.Draw(places.Length, count, work.Context.Random.Split("draw").Split(code)), drawn => places[drawn]), pairs);
        for (int i = first; i < pairs.Count; i++)
            if (safe.Contains(pairs.Starts[i])) pairs.Shares[i] *= -OutStep;
    }

    private static int[] Supporting(RebalanceWork work, RebalanceSpace space, int code)
    {
        RandomStream random = work.Context.Random.Split("machine").Split(code);
        int[] rows = work.Rows[code], others = [.. work.AllRows().Where(row => work.Label.Codes.Span[row] != code)];
        int[] of = Some(rows, random.Split(0)), rest = Some(others, random.Split(1));
        int[] judged = [.. rows, .. rest];
        (double[] points, int width) = space.Embed(judged);
        int[] trained = [.. of.Select(row => Array.BinarySearch(rows, row)), .. Enumerable.Range(rows.Length, rest.Length)];
        var inputs = new double[trained.Length * width];
        for (int i = 0; i < trained.Length; i++) points.AsSpan(trained[i] * width, width).CopyTo(inputs.AsSpan(i * width));
        SupportVectors machine = SupportVectors.Fit(inputs, width, Array.ConvertAll(trained, place => place < rows.Length), cost: 1, work.Context.Parallel);
        if (of.Length == rows.Length) return [.. rows.Where((_, place) => machine.IsSupport(place))];
        bool[] supports = new bool[rows.Length];
        Parallel.For(0, rows.Length, work.Context.Parallel, place => supports[place] = machine.Value(points.AsSpan(place * width, width)) <= Margin);
        return [.. rows.Where((_, place) => supports[place])];
    }

    private static int[] Some(int[] rows, RandomStream random) =>
        rows.Length <= MostTrained ? rows : [.. random.SampleWithoutReplacement(rows.Length, MostTrained).Order().Select(place => rows[place])];
}
