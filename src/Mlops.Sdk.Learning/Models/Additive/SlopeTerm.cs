using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A weight times the number in one feature.</summary>
public sealed class SlopeTerm : AdditiveTerm
{
    internal const byte Tag = 1;

    /// <summary>Makes a term.</summary>
    /// <param name="feature">The index of a numeric feature.</param>
    /// <param name="weights">One weight an output.</param>
    /// <param name="missing">What a missing value, or one that is not finite, adds to each output.</param>
    /// <exception cref="ArgumentException">The lengths differ or a number is not finite.</exception>
    public SlopeTerm(int feature, ImmutableArray<double> weights, ImmutableArray<double> missing)
        : base([feature])
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feature);
        if (weights.IsDefaultOrEmpty || missing.IsDefault || weights.Length != missing.Length) throw new ArgumentException("A slope has one weight and one value for missing rows for each output.", nameof(weights));
        if (!weights.All(double.IsFinite) || !missing.All(double.IsFinite)) throw new ArgumentException("The weights of an additive model are finite.", nameof(weights));
        Weights = weights;
        Missing = missing;
    }

    /// <summary>One weight an output.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>What a missing value, or one that is not finite, adds to each output.</summary>
    public ImmutableArray<double> Missing { get; }

    /// <inheritdoc/>
    public override int OutputCount => Weights.Length;

    private protected override void AddRow(ReadOnlySpan<double> row, Span<double> scores)
    {
        double value = row[Features[0]];
        for (int output = 0; output < scores.Length; output++) scores[output] += double.IsFinite(value) ? Weights[output] * value : Missing[output];
    }

    internal override void WriteTo(ModelWriter writer)
    {
        writer.Write(Tag);
        writer.Write(Features[0]);
        foreach (double weight in Weights) writer.Write(weight);
        foreach (double value in Missing) writer.Write(value);
    }

    internal static SlopeTerm Read(ref ModelReader reader, int features, int outputs)
    {
        int feature = AdditiveFormat.ReadFeature(ref reader, features);
        ImmutableArray<double> weights = AdditiveFormat.ReadFinite(ref reader, outputs, "a weight");
        return new SlopeTerm(feature, weights, AdditiveFormat.ReadFinite(ref reader, outputs, "a value for missing rows"));
    }
}
