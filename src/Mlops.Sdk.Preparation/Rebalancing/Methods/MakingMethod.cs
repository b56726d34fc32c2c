namespace Mlops.Sdk;

/// <summary>A method that adds rows to small classes.</summary>
internal abstract record MakingMethod : RebalanceMethod
{
    internal override IEnumerable<string> Problems(RebalanceOptions options)
    {
        if (options.Classes == RebalanceClasses.Majority) yield return $"Classes is {RebalanceClasses.Majority} and {Name} adds rows, which would make the largest class larger. Choose another, or a method that leaves rows out.";
    }

    internal sealed override Dataset Apply(RebalanceWork work)
    {
        int[] target = work.Plan.Raised();
        int[] raised = [.. Enumerable.Range(0, target.Length).Where(code => target[code] > work.Rows[code].Length)];
        return raised.Length == 0 ? work.Train : Make(work, target, raised);
    }

    internal abstract Dataset Make(RebalanceWork work, int[] target, int[] raised);
}
