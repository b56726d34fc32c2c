using Microsoft.ML;

namespace Mlops.Sdk;

/// <summary>A native additive model and its neutral form.</summary>
/// <param name="Model">The terms.</param>
/// <param name="Transformer">The native model, to be compared with.</param>
internal sealed record NativeGamFit(AdditiveModel Model, ITransformer Transformer);
