using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>
/// A linear model in a form that belongs to no learner: per output a bias and one weight per feature. The score is <c>bias + sum(weight * x)</c>, summed in the order of
/// the features: in double precision, or in single if <see cref="SinglePrecision"/>, where weights, products and sum are single. A missing value (NaN) makes the score NaN. Immutable.
/// </summary>
public sealed class LinearModel : IEquatable<LinearModel>
{
    private const uint Magic = 0x4D4C_4C4D; // "MLLM"
    private const ushort FormatVersion = 1;

    /// <summary>Makes a model.</summary>
    /// <param name="weights">Weights, output after output: <c>weights[output * featureCount + feature]</c>.</param>
    /// <param name="bias">One bias per output.</param>
    /// <param name="singlePrecision">Whether scores are computed in single precision.</param>
    /// <exception cref="ArgumentException">The number of weights is no multiple of the number of outputs, or a number is not finite.</exception>
    public LinearModel(ImmutableArray<double> weights, ImmutableArray<double> bias, bool singlePrecision = false)
    {
        if (bias.IsDefaultOrEmpty)
            throw new ArgumentException("A linear model needs a bias for each output, at least one.", nameof(bias));
        if (weights.IsDefault || weights.Length % bias.Length != 0)
            throw new ArgumentException($"The weights ({(weights.IsDefault ? 0 : weights.Length)}) must be as many per each of the {bias.Length} outputs.", nameof(weights));
        if (!weights.All(double.IsFinite) || !bias.All(double.IsFinite))
            throw new ArgumentException("The weights and biases of a linear model must be finite.", nameof(weights));
        Weights = weights;
        Bias = bias;
        SinglePrecision = singlePrecision;
    }

    /// <summary>Weights, output after output.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>One bias per output.</summary>
    public ImmutableArray<double> Bias { get; }

    /// <summary>Whether scores are computed in single precision.</summary>
    public bool SinglePrecision { get; }

    /// <summary>How many scores a row gets.</summary>
    public int OutputCount => Bias.Length;

    /// <summary>How many values a row has.</summary>
    public int FeatureCount => Weights.Length / Bias.Length;

    /// <summary>Scores one row. Allocates nothing.</summary>
    /// <param name="row">Feature values.</param>
    /// <param name="scores">Receives <see cref="OutputCount"/> scores.</param>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, OutputCount);
        ReadOnlySpan<double> weights = Weights.AsSpan();
        for (int output = 0; output < scores.Length; output++)
        {
            ReadOnlySpan<double> own = weights.Slice(output * row.Length, row.Length);
            scores[output] = SinglePrecision ? SingleScore((float)Bias[output], own, row) : DoubleScore(Bias[output], own, row);
        }
    }

    /// <summary>The model as bytes: little endian, versioned, read back by <see cref="FromBytes"/>.</summary>
    public byte[] ToBytes()
    {
        ModelWriter writer = new(Magic, FormatVersion);
        writer.Write((byte)(SinglePrecision ? 1 : 0));
        writer.Write(OutputCount);
        writer.Write(FeatureCount);
        foreach (double bias in Bias)
            writer.Write(bias);
        foreach (double weight in Weights)
            writer.Write(weight);
        return writer.ToArray();
    }

    /// <summary>Reads a model that <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">The bytes of one model.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, of another kind or of a later format.</exception>
    public static LinearModel FromBytes(ReadOnlySpan<byte> bytes)
    {
        ModelReader reader = new(bytes, "linear model", Magic, FormatVersion);
        byte precision = reader.ReadByte("the precision");
        if (precision > 1)
            throw reader.Fault("the precision is neither double nor single");
        int outputs = reader.ReadCount("the number of outputs", minimum: 1, bytesEach: 8);
        int features = reader.ReadInt32("the number of features");
        if (features < 0 || (features + 1L) * outputs > bytes.Length / 8)
            throw reader.Fault("the number of features cannot be true for the bytes left");
        double[] bias = new double[outputs];
        foreach (ref double value in bias.AsSpan())
            value = reader.ReadFinite("a bias");
        double[] weights = new double[outputs * features];
        foreach (ref double value in weights.AsSpan())
            value = reader.ReadFinite("a weight");
        reader.End();
        return new LinearModel([.. weights], [.. bias], precision == 1);
    }

    /// <summary>The model as readable JSON, read back by <see cref="FromJson"/>. Numbers have as many digits as the same bits need.</summary>
    /// <param name="featureNames">Names to show beside the weights; may be left out.</param>
    public string ToJson(IReadOnlyList<string>? featureNames = null) => LinearJson.Write(this, featureNames);

    /// <summary>Reads a model that <see cref="ToJson"/> wrote: equal to the bit. A property of no known meaning is refused; names of features are not read.</summary>
    /// <param name="json">The JSON of one model.</param>
    /// <exception cref="InvalidDataException">The text is no such model; the message names the place.</exception>
    public static LinearModel FromJson(string json) => LinearJson.Read(json);

    /// <inheritdoc/>
    public bool Equals(LinearModel? other) =>
        other is not null && SinglePrecision == other.SinglePrecision
        && Weights.AsSpan().SequenceEqual(other.Weights.AsSpan()) && Bias.AsSpan().SequenceEqual(other.Bias.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LinearModel);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Weights.Length, Bias.Length, Bias[0], SinglePrecision);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Linear model of {FeatureCount} features, {OutputCount} output(s)");

    private static double DoubleScore(double sum, ReadOnlySpan<double> weights, ReadOnlySpan<double> row)
    {
        for (int i = 0; i < row.Length; i++)
            sum += weights[i] * row[i];
        return sum;
    }

    private static double SingleScore(float sum, ReadOnlySpan<double> weights, ReadOnlySpan<double> row)
    {
        for (int i = 0; i < row.Length; i++)
            sum += (float)weights[i] * (float)row[i];
        return sum;
    }
}
