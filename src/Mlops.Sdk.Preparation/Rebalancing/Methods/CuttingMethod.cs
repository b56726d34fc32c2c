namespace Mlops.Sdk;

/// <summary>A method that leaves out rows of large classes until they are as large as asked for.</summary>
internal abstract record CuttingMethod : RebalanceMethod
{
    internal override IEnumerable<string> Problems(RebalanceOptions options) => ProblemsOf(options, Name);

    internal static IEnumerable<string> ProblemsOf(RebalanceOptions options, string name)
    {
        if (options.Classes == RebalanceClasses.Minority) yield return $"Classes is {RebalanceClasses.Minority} and {name} leaves rows out, which would make the smallest class smaller. Choose another, or a method that adds rows.";
    }

    internal sealed override Dataset Apply(RebalanceWork work)
    {
        int[] target = work.Plan.Cut();
        bool[] chosen = work.Plan.Cleaned();
        int[] cut = [.. Enumerable.Range(0, target.Length).Where(code => target[code] < work.Rows[code].Length || (AlsoCutsEnough && chosen[code]))];
        if (cut.Length == 0) return work.Train;
        var removed = new bool[work.Train.RowCount];
        foreach (int code in cut)
            foreach (int row in work.Rows[code]) removed[row] = true;
        foreach ((int code, int[] kept) in Kept(work, target, cut))
            foreach (int row in kept) removed[row] = false;
        return work.Without(removed);
    }

    /// <summary>Whether a class that is as small as asked for already may lose rows too.</summary>
    internal virtual bool AlsoCutsEnough => false;

    /// <summary>The rows of each class to cut that stay.</summary>
    internal abstract IEnumerable<(int Class, int[] Rows)> Kept(RebalanceWork work, int[] target, int[] cut);

    /// <summary>The rows with the least values, the first of equals; or with the greatest.</summary>
    internal static int[] Least(int[] rows, double[] values, int count, bool greatest = false)
    {
        int[] places = [.. Enumerable.Range(0, rows.Length)];
        IOrderedEnumerable<int> ordered = greatest ? places.OrderByDescending(place => values[place]) : places.OrderBy(place => values[place]);
        return [.. ordered.ThenBy(place => place).Take(count).Select(place => rows[place])];
    }
}
