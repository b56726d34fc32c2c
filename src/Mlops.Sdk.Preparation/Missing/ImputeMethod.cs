using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What a missing value is filled with.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(MedianFill), "median")]
[JsonDerivedType(typeof(MeanFill), "mean")]
[JsonDerivedType(typeof(ModeFill), "mode")]
[JsonDerivedType(typeof(NumberFill), "number")]
[JsonDerivedType(typeof(TextFill), "text")]
[JsonDerivedType(typeof(OwnLevelFill), "own_level")]
public abstract record ImputeMethod
{
    private protected ImputeMethod()
    {
    }

    /// <summary>The median of the finite values, by weight when a column has the weight role. For numbers.</summary>
    public static ImputeMethod Median { get; } = new MedianFill();

    /// <summary>The mean of the finite values, by weight when a column has the weight role. For numbers.</summary>
    public static ImputeMethod Mean { get; } = new MeanFill();

    /// <summary>The most frequent value, by weight when a column has the weight role; of several the least number or the first level. For numbers and levels.</summary>
    public static ImputeMethod Mode { get; } = new ModeFill();

    /// <summary>A number. For numbers.</summary>
    /// <param name="value">A finite number.</param>
    public static ImputeMethod Constant(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "A constant to fill with is finite.");
        return new NumberFill(value);
    }

    /// <summary>A level or text; a level that the column does not have is added. For levels; flags take <c>true</c> and <c>false</c>.</summary>
    /// <param name="value">The text.</param>
    public static ImputeMethod Constant(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new TextFill(value);
    }

    /// <summary>A level that stands for missing values, so that a model can tell them from all others. For levels.</summary>
    /// <param name="name">The level, added to the column's own.</param>
    public static ImputeMethod OwnLevel(string name = "missing")
    {
        ArgumentNullException.ThrowIfNull(name);
        return new OwnLevelFill(name);
    }

    internal abstract string Name { get; }

    internal virtual bool IsForNumbers => false;

    internal virtual bool IsForLevels => false;

    /// <summary>The number to fill with.</summary>
    /// <param name="finite">Finite values, at least one, in an order that may be changed.</param>
    /// <param name="weights">Their weights, or empty when all count the same.</param>
    internal virtual double Number(Span<double> finite, Span<double> weights) => throw new NotSupportedException();

    /// <summary>The level to fill with; null for the most frequent.</summary>
    internal virtual string? Level => throw new NotSupportedException();
}
