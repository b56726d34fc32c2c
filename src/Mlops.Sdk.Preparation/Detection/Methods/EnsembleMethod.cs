using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record EnsembleMethod(DetectionMethod[] Members) : DetectionMethod
{
    public DetectionMethod[] Members { get; init; } = Members.Length > 0 && !Array.Exists(Members, member => member is null or EnsembleMethod)
        ? Members
        : throw new ArgumentException("An ensemble has members, each a method and no ensemble.", nameof(Members));

    protected internal override string Name => $"ensemble of {string.Join("; ", Members.Select(member => member.Name))}";

    protected internal override bool UsesScale => Members.Any(member => member.UsesScale);

    protected internal override bool SeesConstant => Members.Any(member => member.SeesConstant);

    internal override IEnumerable<DetectionMethod> Parts => Members;

    public bool Equals(EnsembleMethod? other) => other is not null && Members.AsSpan().SequenceEqual(other.Members);

    public override int GetHashCode() => Members.Length == 0 ? 0 : HashCode.Combine(Members.Length, Members[0]);

    protected internal override DetectionFit Fit(DetectionWork work)
    {
        var fits = new (OutlierScorer, double[])[Members.Length];
        for (int m = 0; m < fits.Length; m++)
        {
            DetectionFit fit = Members[m].Fit(work.WithRandom(work.Random.Split(m)));
            fits[m] = (fit.Scorer, fit.Scores);
        }

        (RankedEnsemble scorer, double[] scores) = RankedEnsemble.Of(fits);
        return new DetectionFit(scorer, scores);
    }
}
