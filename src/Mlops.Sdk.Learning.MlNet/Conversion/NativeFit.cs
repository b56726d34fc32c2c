using Microsoft.ML;

namespace Mlops.Sdk;

/// <summary>A native model and its neutral form.</summary>
/// <param name="Model">The trees.</param>
/// <param name="Link">From score to prediction.</param>
/// <param name="Transformer">The native model, to be compared with; null where there is none because nothing could be split.</param>
/// <param name="InnerOptions">What the native learner says it was trained with; empty where it says nothing.</param>
internal sealed record NativeTreeFit(TreeEnsemble Model, LinkFunction Link, ITransformer? Transformer, string InnerOptions = "");
