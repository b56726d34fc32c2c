using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>
/// A generalised additive model in a form that belongs to no learner: per output a bias and a sum of terms, each a function of one feature or of two. Linear models with categories and explainable boosting
/// machines have this form. The score is summed in the order of the terms, in double precision. Immutable.
/// </summary>
public sealed class AdditiveModel
{
    /// <summary>Makes a model.</summary>
    /// <param name="featureCount">How many values a row has.</param>
    /// <param name="bias">One bias an output.</param>
    /// <param name="terms">The terms.</param>
    /// <exception cref="ArgumentException">There is no output, a bias is not finite, or a term has another number of outputs or asks for a feature that is not there.</exception>
    public AdditiveModel(int featureCount, ImmutableArray<double> bias, IEnumerable<AdditiveTerm> terms)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(featureCount);
        if (bias.IsDefaultOrEmpty || !bias.All(double.IsFinite)) throw new ArgumentException("An additive model needs a finite bias for each output, at least one.", nameof(bias));
        FeatureCount = featureCount;
        Bias = bias;
        Terms = [.. terms];
        foreach (AdditiveTerm term in Terms)
        {
            if (term.OutputCount != bias.Length) throw new ArgumentException($"A term adds to {term.OutputCount} outputs and the model has {bias.Length}.", nameof(terms));
            if (term.Features.Any(feature => feature >= featureCount)) throw new ArgumentException($"A term asks for feature {term.Features.Max()} and the model has {featureCount}.", nameof(terms));
        }
    }

    /// <summary>How many values a row has.</summary>
    public int FeatureCount { get; }

    /// <summary>One bias an output.</summary>
    public ImmutableArray<double> Bias { get; }

    /// <summary>The terms in the order of summation.</summary>
    public ImmutableArray<AdditiveTerm> Terms { get; }

    /// <summary>How many scores a row gets.</summary>
    public int OutputCount => Bias.Length;

    /// <summary>Scores one row. Allocates nothing.</summary>
    /// <param name="row">Feature values; the code of the level for a category, NaN where missing.</param>
    /// <param name="scores">Receives <see cref="OutputCount"/> scores.</param>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, OutputCount);
        Bias.AsSpan().CopyTo(scores);
        foreach (AdditiveTerm term in Terms) term.AddTo(row, scores);
    }

    /// <summary>What each term adds to each output for one row; with the bias they sum to the score.</summary>
    /// <param name="row">Feature values; the code of the level for a category, NaN where missing.</param>
    /// <param name="contributions">Receives <see cref="OutputCount"/> numbers a term, term after term.</param>
    public void Contributions(ReadOnlySpan<double> row, Span<double> contributions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(contributions.Length, OutputCount * Terms.Length);
        contributions.Clear();
        for (int i = 0; i < Terms.Length; i++) Terms[i].AddTo(row, contributions.Slice(i * OutputCount, OutputCount));
    }

    /// <summary>The model as bytes: little endian, versioned, read back by <see cref="FromBytes"/>.</summary>
    public byte[] ToBytes() => AdditiveFormat.Write(this);

    /// <summary>Reads a model that <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">The bytes of one model.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, of another kind or of a later format.</exception>
    public static AdditiveModel FromBytes(ReadOnlySpan<byte> bytes) => AdditiveFormat.Read(bytes);

    /// <summary>The model as readable JSON, read back by <see cref="FromJson"/>. Numbers have as many digits as the same bits need.</summary>
    /// <param name="featureNames">Names to show beside indices; may be left out.</param>
    public string ToJson(IReadOnlyList<string>? featureNames = null) => AdditiveJson.Write(this, featureNames);

    /// <summary>Reads a model that <see cref="ToJson"/> wrote: equal to the bit. Every index, cut, cell and number is checked, and a property of no known meaning is refused; names of features are not read.</summary>
    /// <param name="json">The JSON of one model.</param>
    /// <exception cref="InvalidDataException">The text is no such model; the message names the place.</exception>
    public static AdditiveModel FromJson(string json) => AdditiveJson.Read(json);

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Additive model of {FeatureCount} features, {Terms.Length} term(s), {OutputCount} output(s)");
}
