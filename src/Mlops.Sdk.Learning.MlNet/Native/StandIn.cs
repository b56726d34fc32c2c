using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Trains a managed learner where the native library of the one that was asked for cannot be loaded, and says so.</summary>
internal static class StandIn
{
    public static Predictor Fit(Trainer managed, string asked, string problem, string kept, Dataset train, FitContext context)
    {
        context.AddFinding(new Finding("NATIVE001", Severity.Warning, null, $"{asked} cannot be used here ({problem}), so {managed.GetType().Name} was trained instead, {kept}."));
        return managed.Fit(train, context.Run.Child("stand_in"), context.CancellationToken) switch
        {
            TreePredictor tree => new TreePredictor(tree.Label, tree.Task, tree.Classes, tree.Inputs, tree.Model, tree.Link, With(tree.Origin, context)),
            AdditivePredictor sum => new AdditivePredictor(sum.Label, sum.Task, sum.Classes, sum.Inputs, sum.Model, sum.Link, With(sum.Origin, context), sum.Coefficients),
            Predictor other => other,
        };
    }

    private static ModelOrigin With(ModelOrigin origin, FitContext context) => origin with { Findings = [.. context.Findings, .. origin.Findings] };
}
