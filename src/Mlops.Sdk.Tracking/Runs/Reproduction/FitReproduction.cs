namespace Mlops.Sdk;

/// <summary>One fit of a run, done again.</summary>
/// <param name="Fit">Which one, from 1, in the order in which the run did them.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Data">The training data: its version in the catalog, its source, or its fingerprint.</param>
/// <param name="Differing">The parts of the model that differ, by their names in the bundle.</param>
/// <param name="Metrics">The numbers that the stages told while they worked and that differ.</param>
public sealed record FitReproduction(int Fit, FitOutcome Outcome, string Data, ValueList<string> Differing, ValueList<ReproducedMetric> Metrics);

/// <summary>A number that came out otherwise.</summary>
/// <param name="Name">The metric of the run.</param>
/// <param name="Then">Its last value then.</param>
/// <param name="Now">Its last value now; null when it did not come up.</param>
public sealed record ReproducedMetric(string Name, double Then, double? Now);
