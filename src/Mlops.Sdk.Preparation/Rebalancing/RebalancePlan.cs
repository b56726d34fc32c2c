using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How many rows each class is to have, by the options.</summary>
internal sealed class RebalancePlan(LabelData label, RebalanceOptions options)
{
    private readonly int[] _counts = label.CountClasses();

    /// <summary>The smallest class; the first of several.</summary>
    public int Minority => Array.IndexOf(_counts, _counts.Min());

    private int Majority => Array.IndexOf(_counts, _counts.Max());

    /// <summary>Rows of each class after the small ones are raised.</summary>
    /// <exception cref="MlopsException">MLO1704: what is asked for would take rows away.</exception>
    public int[] Raised()
    {
        if (options.Counts.Count > 0) return Named((count, asked) => asked >= count, "fewer rows than it has, and this method makes rows", "Ask for at least as many, or take a method that leaves rows out");
        int asked = (int)(_counts.Max() * options.MinorityRatio);
        if (asked < _counts.Min()) throw Backwards("making rows could only take rows away from it", _counts.Max());
        bool[] chosen = Chosen(RebalanceClasses.NotMajority);
        return [.. _counts.Select((count, code) => chosen[code] ? Math.Max(count, asked) : count)];
    }

    /// <summary>Rows of each class after the large ones are cut.</summary>
    /// <exception cref="MlopsException">MLO1704: what is asked for would take more rows than there are.</exception>
    public int[] Cut()
    {
        if (options.Counts.Count > 0) return Named((count, asked) => asked <= count, "more rows than it has, and this method leaves rows out", "Ask for at most as many, or take a method that makes rows");
        double asked = _counts.Min() / options.MinorityRatio;
        if (asked > _counts.Max()) throw Backwards("leaving rows out could not bring it down to that", _counts.Max());
        bool[] chosen = Chosen(RebalanceClasses.NotMinority);
        return [.. _counts.Select((count, code) => chosen[code] ? (int)Math.Min(count, asked) : count)];
    }

    /// <summary>The classes whose rows may be cleaned away.</summary>
    public bool[] Cleaned() => Chosen(RebalanceClasses.NotMinority);

    private bool[] Chosen(RebalanceClasses usual)
    {
        RebalanceClasses which = options.Classes == RebalanceClasses.Auto ? usual : options.Classes;
        return [.. Enumerable.Range(0, _counts.Length).Select(code => which switch
        {
            RebalanceClasses.Minority => code == Minority,
            RebalanceClasses.NotMinority => code != Minority,
            RebalanceClasses.NotMajority => code != Majority,
            RebalanceClasses.Majority => code == Majority,
            _ => true,
        })];
    }

    private int[] Named(Func<int, int, bool> possible, string wrong, string remedy)
    {
        int[] target = [.. _counts];
        foreach (ClassCount named in options.Counts)
        {
            int code = label.Classes.IndexOf(named.Class);
            if (code < 0)
            {
                string near = NearestNames.Find(named.Class, label.Classes) is { } name ? $" Did you mean {ErrorText.Show(name)}?" : "";
                throw new MlopsException("MLO1704", $"Counts names class {ErrorText.Show(named.Class)}, which label {ErrorText.Show(label.Name)} does not have.{near} Classes: {ErrorText.ShowSome(label.Classes, 10)}.");
            }

            if (!possible(_counts[code], named.Rows))
                throw new MlopsException("MLO1704", $"Counts asks for {named.Rows} rows of class {ErrorText.Show(named.Class)}, which has {_counts[code]}: {wrong}. {remedy}.");
            target[code] = named.Rows;
        }

        return target;
    }

    private MlopsException Backwards(string why, int largest) => new("MLO1704", FormattableString.Invariant(
        $"MinorityRatio is {options.MinorityRatio}, and the smallest class {ErrorText.Show(label.Classes[Minority])} of label {ErrorText.Show(label.Name)} is {_counts[Minority]} of {largest} already ({_counts[Minority] / (double)largest:0.###}): {why}. Give a ratio above that, or leave .Rebalance() out."));
}
