using System.Collections.Frozen;

namespace Mlops.Sdk;

/// <summary>
/// The parts of ML.NET that a loaded chain may be made of: transforms of rows and trainers. Left out are those that run what the file says (CustomTransformer, ExprTransform), read other files or
/// fetch some (WordEmbeddingsTransform, text and database loaders), call native code with what the file holds (LdaTransform), and all that filters or groups rows.
/// </summary>
internal static class EstimatorLoaders
{
    public static FrozenSet<string> Assemblies { get; } =
        new[] { "Microsoft.ML.Core", "Microsoft.ML.Data", "Microsoft.ML.Transforms", "Microsoft.ML.StandardTrainers", "Microsoft.ML.FastTree", "Microsoft.ML.LightGbm", "Microsoft.ML.PCA" }.ToFrozenSet(StringComparer.Ordinal);

    public static FrozenSet<string> Names { get; } = new[]
    {
        // Chains, columns, types, keys.
        "TransformerChain", "ConcatTransform", "ConcatFunction", "CopyTransform", "SelectColumnsTransform", "HashTransform", "KeyToValueTransform", "KeyToVectorTransform", "KeyToBinaryTransform", "TermTransform",
        "ConvertTransform", "ConvertFunction", "ValueMappingTransformer", "TermManager", "DropSlotsTransform",
        // Numbers.
        "Normalizer", "NormalizeFunction", "AffineNormExec", "CdfNormalizeFunction", "BinNormalizeFunction", "BinNormExec", "CdfNormExec", "GcnTransform", "GcnFunction", "NAReplaceTransform", "NaIndicatorTransform", "NADropTransform", "PcaTransform",
        "RffTransform", "GaussianSamplerExecutor", "LaplacianSamplerExecutor", "RandGaussFourierExec", "RandLaplacianFourierExec", "CountTableTransform", "CountTargetEncode", "CountTargetEncoder",
        "CMCountTable", "DictCountTable", "ParallelMultiCountTable", "SharedMultiCountTable",
        // Texts.
        "Text", "TextTransform", "TextNormalizerTransform", "TextExpandTransform", "TokenizeTextTransform", "CharToken", "StopWordsTransform", "CustomStopWords", "CustomStopWordsManager", "TextSpanBuffer", "NgramTransform", "NgramHashTransform",
        // What a trainer becomes.
        "BinaryPredXfer", "MulticlassPredXfer", "RegressionPredXfer", "FAFMPredXfer", "SchemaBindableWrapper", "BinarySchemaBindable", "SchemaBindableCalibrated", "LabelSlotNameMapper", "FeatureContribution",
        "FCCBindable", "PlattCaliExec", "PAVCaliExec", "NaiveCaliExec", "CaliPredExec", "BulkCaliPredExec", "FeatWCaliPredExec", "PMixCaliPredExec", "PlattCalibratTransf", "NaiveCalibratTransf", "PavCalibratTransf",
        "Linear2CExec", "LinearRegressionExec", "PoissonRegressionExec", "MultiClassLRExec", "MulticlassLinear", "LinearModelStats", "ModelStats", "MultiClassNaiveBayesPred", "OVAExec", "PKPDExec", "LDSVMBinaryPredictor",
        "FieldAwareFactMacPredict", "PriorPredictor", "FastTreeBinaryExec", "FastTreeRegressionExec", "FastTreeTweedieExec", "FastForestBinaryExec", "FastForestRegressionExec", "BinaryClassGamPredictor",
        "RegressionGamPredictor", "TreeEnseFeat", "TreeEnsembleMapper", "LightGBMBinaryExec", "LightGBMRegressionExec",
    }.ToFrozenSet(StringComparer.Ordinal);
}
