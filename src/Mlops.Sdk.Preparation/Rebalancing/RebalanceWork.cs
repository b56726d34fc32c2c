using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a method of rebalancing works with.</summary>
internal sealed record RebalanceWork(Dataset Train, LabelData Label, double Ratio, FitContext Context)
{
    public const string WeightName = "weight";

    /// <summary>Rows of every class, in their order.</summary>
    public int[][] Rows { get; } = RowsOf(Label);

    public List<Finding> Findings { get; } = [];

    /// <summary>How many rows each class has after the small ones are raised.</summary>
    public int[] Raised()
    {
        int largest = Rows.Max(rows => rows.Length);
        return Array.ConvertAll(Rows, rows => Math.Max(rows.Length, (int)(largest * Ratio)));
    }

    /// <summary>How many rows each class has after the large ones are cut.</summary>
    public int[] Cut()
    {
        int smallest = Rows.Min(rows => rows.Length);
        return Array.ConvertAll(Rows, rows => (int)Math.Min(rows.Length, smallest / Ratio));
    }

    /// <summary>Rows of a class to add: each as often as every other, the rest by chance; in random order.</summary>
    public int[] Draw(int code, int count)
    {
        int[] rows = Rows[code];
        var random = Context.Random.Split("draw").Split(code);
        var drawn = new int[count];
        for (int i = 0; i < count; i += rows.Length)
        {
            int[] order = random.Permutation(rows.Length);
            for (int j = 0; j < rows.Length && i + j < count; j++) drawn[i + j] = rows[order[j]];
        }

        return drawn;
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
