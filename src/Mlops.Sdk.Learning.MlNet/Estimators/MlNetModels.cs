using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Lets bundles with chains of ML.NET be loaded. ML.NET makes parts by names that stand in the file, so a caller has to say that the file is trusted.</summary>
public static class MlNetModels
{
    extension(StageKinds kinds)
    {
        /// <summary>
        /// Lets chains of ML.NET be loaded: <c>FittedPipeline.Load(path, new() { Kinds = StageKinds.CreateDefault().AllowMlNetModels() })</c>. Before ML.NET sees a file, its names, sizes, loaders
        /// and assemblies are held against a list.
        /// </summary>
        /// <param name="options">What may be in it; ML.NET's common transforms and trainers if left out.</param>
        public StageKinds AllowMlNetModels(MlNetModelOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(kinds);
            MlNetModelOptions allowed = options ?? new();
            return kinds.ReplacePredictor(MlNetPredictor.KindName, reader => MlNetPredictor.Load(reader, allowed));
        }
    }
}
