using Microsoft.ML;

namespace Mlops.Sdk;

/// <summary>A native linear model and its neutral form.</summary>
/// <param name="Model">The weights of the features as they are.</param>
/// <param name="Transformer">The native model over standardised features, to be compared with.</param>
internal sealed record NativeLinearFit(LinearModel Model, ITransformer Transformer);
