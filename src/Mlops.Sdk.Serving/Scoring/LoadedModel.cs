namespace Mlops.Sdk;

/// <summary>A version with what was made of it for scoring.</summary>
internal class LoadedModel(FittedPipeline model, ModelVersion version)
{
    public FittedPipeline Model { get; } = model.Predictor is not null ? model
        : throw new MlopsException("MLO8003", $"{version} has no trainer: it prepares data and predicts nothing. Register a pipeline that ends in a trainer.");

    public ModelVersion Version { get; } = version;
}
