namespace Mlops.Sdk;

/// <summary>Leaves rows and weights alone: the decision is tuned behind the trainer.</summary>
internal sealed record TunedDecisionMethod : RebalanceMethod
{
    internal override string Name => "tuned decision";

    internal override bool ChangesRows => false;

    internal override IEnumerable<string> Problems(RebalanceOptions options)
    {
        if (options.MinorityRatio != 1 || options.Counts.Count > 0 || options.Classes != RebalanceClasses.Auto)
            yield return "MinorityRatio, Counts and Classes say how rows are balanced, and Method is RebalanceMethod.TunedDecision, which leaves rows as they are. Choose a method, such as RebalanceMethod.Smote() or RebalanceMethod.ClassWeights.";
    }

    internal override Dataset Apply(RebalanceWork work) => work.Train;
}
