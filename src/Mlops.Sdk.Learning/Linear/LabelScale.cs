using System.Numerics.Tensors;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The label as a linear model learns it: class codes, or numbers less their mean over their standard deviation.</summary>
internal sealed record LabelScale(double[] Target, double Center, double Scale)
{
    public static LabelScale Of(LabelData label, double[] weights)
    {
        if (label.Task != TaskKind.Regression) return new LabelScale(Array.ConvertAll(label.Codes.ToArray(), code => (double)code), 0, 1);
        double[] target = label.Values.ToArray();
        double largest = Math.Max(Math.Abs(TensorPrimitives.MaxMagnitude<double>(target)), double.Epsilon);
        TensorPrimitives.Divide<double>(target, largest, target);
        double total = OrderedSums.Sum(weights), center = OrderedSums.Dot(target, weights) / total;
        TensorPrimitives.Subtract<double>(target, center, target);
        double square = 0;
        for (int row = 0; row < target.Length; row++) square += weights[row] * target[row] * target[row];
        double scale = Math.Sqrt(square / total);
        if (!(scale > 1e-14)) scale = 1;
        TensorPrimitives.Divide<double>(target, scale, target);
        return new LabelScale(target, center * largest, scale * largest);
    }
}
