namespace Mlops.Sdk;

/// <summary>How scores become probabilities (or stay what they are): the last part of a model. Immutable; compared by value.</summary>
public abstract record LinkFunction
{
    private protected LinkFunction()
    {
    }

    /// <summary>Scores are the prediction themselves, as in regression.</summary>
    public static LinkFunction Identity { get; } = new IdentityLink();

    /// <summary>The prediction is <c>exp(score)</c>, as for counts and amounts.</summary>
    public static LinkFunction Exponential { get; } = new ExponentialLink();

    /// <summary>The probability of the positive class: <c>1 / (1 + exp(-(slope * score + offset)))</c> (Platt's sigmoid).</summary>
    /// <param name="slope">Factor on the score.</param>
    /// <param name="offset">Added to it.</param>
    /// <param name="singlePrecision">Whether the probability is rounded to single precision, as the native learners give it.</param>
    public static LinkFunction Logit(double slope = 1, double offset = 0, bool singlePrecision = false) => new LogitLink(slope, offset, singlePrecision);

    /// <summary>Probabilities of several classes: <c>exp(score)</c>, divided by the sum over the classes.</summary>
    /// <param name="singlePrecision">Whether probabilities are rounded to single precision.</param>
    public static LinkFunction Softmax(bool singlePrecision = false) => new SoftmaxLink(singlePrecision);

    /// <summary>Probabilities of several classes from one sigmoid each, divided by their sum.</summary>
    /// <param name="slope">Factor on each score.</param>
    /// <param name="offset">Added to it.</param>
    /// <param name="singlePrecision">Whether probabilities are rounded to single precision.</param>
    public static LinkFunction OneVsAll(double slope = 1, double offset = 0, bool singlePrecision = false) => new OneVsAllLink(slope, offset, singlePrecision);

    /// <summary>Scores are probabilities already, as the shares in the leaves of a forest: kept within 0 and 1; those of several classes divided by their sum.</summary>
    public static LinkFunction Probability { get; } = new ProbabilityLink();

    /// <summary>Whether the results are probabilities.</summary>
    public bool GivesProbabilities => this is not (IdentityLink or ExponentialLink);

    /// <summary>Turns the scores of one row into what the model predicts, in place. Allocates nothing.</summary>
    /// <param name="scores">The scores of one row, one per output.</param>
    public abstract void Apply(Span<double> scores);

    internal static double Sigmoid(double score, double slope, double offset, bool singlePrecision)
    {
        double probability = 1 / (1 + Math.Exp(-((slope * score) + offset)));
        return singlePrecision ? (float)probability : probability;
    }
}

/// <summary>See <see cref="LinkFunction.Identity"/>.</summary>
public sealed record IdentityLink : LinkFunction
{
    internal IdentityLink()
    {
    }

    /// <inheritdoc/>
    public override void Apply(Span<double> scores)
    {
    }
}

/// <summary>See <see cref="LinkFunction.Exponential"/>.</summary>
public sealed record ExponentialLink : LinkFunction
{
    internal ExponentialLink()
    {
    }

    /// <inheritdoc/>
    public override void Apply(Span<double> scores)
    {
        foreach (ref double score in scores)
            score = Math.Exp(score);
    }
}

/// <summary>See <see cref="LinkFunction.Probability"/>.</summary>
public sealed record ProbabilityLink : LinkFunction
{
    internal ProbabilityLink()
    {
    }

    /// <inheritdoc/>
    public override void Apply(Span<double> scores)
    {
        double sum = 0;
        foreach (ref double score in scores)
        {
            score = Math.Clamp(score, 0, 1);
            sum += score;
        }

        if (scores.Length == 1) return;
        foreach (ref double score in scores)
            score = sum > 0 ? score / sum : 1.0 / scores.Length;
    }
}

/// <summary>See <see cref="LinkFunction.Logit"/>.</summary>
/// <param name="Slope">Factor on the score.</param>
/// <param name="Offset">Added to it.</param>
/// <param name="SinglePrecision">Whether the probability is rounded to single precision.</param>
public sealed record LogitLink(double Slope, double Offset, bool SinglePrecision) : LinkFunction
{
    /// <inheritdoc/>
    public override void Apply(Span<double> scores)
    {
        foreach (ref double score in scores)
            score = Sigmoid(score, Slope, Offset, SinglePrecision);
    }
}

/// <summary>See <see cref="LinkFunction.Softmax"/>.</summary>
/// <param name="SinglePrecision">Whether probabilities are rounded to single precision.</param>
public sealed record SoftmaxLink(bool SinglePrecision) : LinkFunction
{
    /// <summary>Above this exp would come near the end of double; below it the plain form is kept, which is what the native learners compute.</summary>
    private const double SafeExponent = 600;

    /// <inheritdoc/>
    public override void Apply(Span<double> scores)
    {
        double largest = double.NegativeInfinity;
        double smallest = double.PositiveInfinity;
        foreach (double score in scores)
        {
            largest = Math.Max(largest, score);
            smallest = Math.Min(smallest, score);
        }

        double shift = largest > SafeExponent || smallest < -SafeExponent ? largest : 0;
        double sum = 0;
        foreach (ref double score in scores)
        {
            score = Math.Exp(score - shift);
            sum += score;
        }

        foreach (ref double score in scores)
            score = SinglePrecision ? (float)(score / sum) : score / sum;
    }
}

/// <summary>See <see cref="LinkFunction.OneVsAll"/>.</summary>
/// <param name="Slope">Factor on each score.</param>
/// <param name="Offset">Added to it.</param>
/// <param name="SinglePrecision">Whether probabilities are rounded to single precision.</param>
public sealed record OneVsAllLink(double Slope, double Offset, bool SinglePrecision) : LinkFunction
{
    /// <inheritdoc/>
    public override void Apply(Span<double> scores)
    {
        double sum = 0;
        foreach (ref double score in scores)
        {
            score = Sigmoid(score, Slope, Offset, SinglePrecision);
            sum += score;
        }

        if (!(sum > 0))
        {
            scores.Fill(1.0 / scores.Length);
            return;
        }

        foreach (ref double score in scores)
            score = SinglePrecision ? (float)(score / sum) : score / sum;
    }
}
