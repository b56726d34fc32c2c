using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Mlops.Sdk;

/// <summary>ML.NET's linear models over standardised features as neutral ones over the features as they are.</summary>
internal static class LinearConversion
{
    public static LinearModel Of(LinearModelParameters model, Standardizer standard) =>
        standard.Unfold([.. model.Weights.Select(weight => (double)weight)], [model.Bias]);

    public static LinearModel Of(MaximumEntropyModelParameters model, Standardizer standard)
    {
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int classes);
        double[] all = [.. weights.Take(classes).SelectMany(own => own.DenseValues()).Select(weight => (double)weight)];
        return standard.Unfold(all, [.. model.GetBiases().Select(bias => (double)bias)]);
    }
}
