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
        if (raised.Length == 0) return work.Train;
        long rows = target.Sum(count => (long)count);
        return rows <= Array.MaxLength ? Make(work, target, raised)
            : throw new MlopsException("MLO1704", FormattableString.Invariant($"{Name} was to give {rows} rows, and a dataset holds {Array.MaxLength}: {raised.Length} classes are raised. Lower MinorityRatio ({work.Options.MinorityRatio}), give Counts, or take RebalanceMethod.ClassWeights, which adds no row."));
    }

    internal abstract Dataset Make(RebalanceWork work, int[] target, int[] raised);
}
