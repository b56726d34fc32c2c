using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What a method of rebalancing works with.</summary>
internal sealed record RebalanceWork(Dataset Train, LabelData Label, RebalanceOptions Options, FitContext Context)
{
    /// <summary>The data as it came; <see cref="Train"/> has ranges in place of a label that is a number.</summary>
    public Dataset Original { get; init; } = Train;

    /// <summary>Rows of every class, in their order.</summary>
    public int[][] Rows { get; } = RowsOf(Label);

    public List<Finding> Findings { get; private init; } = [];

    /// <summary>The group of every row, one without any being a group of its own; null where no column has the role.</summary>
    public int[]? Groups { get; } = RowGroups.Of(Train);

    public RebalancePlan Plan { get; } = new(Label, Options);

    /// <summary>Notes what a run should hear of once, however often it is met.</summary>
    public void AddFinding(Finding finding)
    {
        if (!Findings.Exists(known => known.Code == finding.Code)) Findings.Add(finding);
    }

    /// <summary>All rows, for searches among them.</summary>
    public int[] AllRows() => [.. Enumerable.Range(0, Train.RowCount)];

    /// <summary>The same work on other rows, cleaning every class.</summary>
    public RebalanceWork Cleaning(Dataset rows) => new(rows, LabelData.ReadFor(rows, Label.Task, Label.Classes), new RebalanceOptions { Method = Options.Method, Classes = RebalanceClasses.All }, Context) { Findings = Findings };

    /// <summary>Places among some rows to start from: each as often as every other, the rest by chance; in random order.</summary>
    public static int[] Draw(int places, int count, RandomStream random)
    {
        var drawn = new int[count];
        for (int i = 0; i < count; i += places)
        {
            int[] order = random.Permutation(places);
            order.AsSpan(0, Math.Min(places, count - i)).CopyTo(drawn.AsSpan(i));
        }

        return drawn;
    }

    /// <summary>The same for the rows of a class.</summary>
    public int[] DrawOf(int code, int count) => Draw(Rows[code].Length, count, Context.Random.Split("draw").Split(code));

    /// <summary>Rows to start from for every class that is raised, class after class.</summary>
    public int[] DrawRows(int[] target, int[] raised) => [.. raised.SelectMany(code => Array.ConvertAll(DrawOf(code, target[code] - Rows[code].Length), place => Rows[code][place]))];

    /// <summary>The classes of some rows.</summary>
    public int[] ClassesOf(int[] rows) => Array.ConvertAll(rows, row => Label.Codes.Span[row]);

    /// <summary>The training rows without some, in their order. A class of which every row was to go stays whole.</summary>
    public Dataset Without(bool[] removed)
    {
        KeepWholeClasses(removed, Rows);
        int[] kept = [.. AllRows().Where(row => !removed[row])];
        return kept.Length == Train.RowCount ? Train : Train.Take(kept);
    }

    /// <summary>Takes back what would delete a class.</summary>
    public void KeepWholeClasses(bool[] removed, int[][] present)
    {
        for (int code = 0; code < present.Length; code++)
        {
            if (present[code].Length == 0 || !Array.TrueForAll(present[code], row => removed[row])) continue;
            foreach (int row in present[code]) removed[row] = false;
            var kept = new Finding("PREP305", Severity.Warning, null, $"Every row of class {ErrorText.Show(Label.Classes[code])} ({present[code].Length}) lies among other classes and was to be left out; no class is deleted, so they stay. The features may not tell this class from the others.");
            if (!Findings.Contains(kept)) Findings.Add(kept);
        }
    }

    private static int[][] RowsOf(LabelData label)
    {
        int[] counts = label.CountClasses();
        int[][] rows = Array.ConvertAll(counts, count => new int[count]);
        var next = new int[counts.Length];
        ReadOnlySpan<int> codes = label.Codes.Span;
        for (int row = 0; row < codes.Length; row++) rows[codes[row]][next[codes[row]]++] = row;
        return rows;
    }
}
