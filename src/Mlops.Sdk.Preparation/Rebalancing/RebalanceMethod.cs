using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How classes are balanced. No method ever deletes a whole class.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(ClassWeightsMethod), "class_weights")]
[JsonDerivedType(typeof(RandomOverMethod), "random_over")]
[JsonDerivedType(typeof(RandomUnderMethod), "random_under")]
[JsonDerivedType(typeof(SmoteMethod), "smote")]
public abstract record RebalanceMethod
{
    private protected RebalanceMethod()
    {
    }

    /// <summary>Weighs rows so that a class counts in total what <see cref="RebalanceOptions.MinorityRatio"/> says; the sum of all weights stays. With a ratio of 1 a row of class c has n / (k n_c). Multiplies the weights that the data has, otherwise adds a column <c>weight</c>.</summary>
    public static RebalanceMethod ClassWeights { get; } = new ClassWeightsMethod();

    /// <summary>Repeats rows of the small classes: each as often as every other, and a random part of them once more. Original rows come first.</summary>
    public static RebalanceMethod RandomOver { get; } = new RandomOverMethod();

    /// <summary>Leaves out random rows of the large classes, down to the smallest class divided by <see cref="RebalanceOptions.MinorityRatio"/>. The order of the others stays.</summary>
    public static RebalanceMethod RandomUnder { get; } = new RandomUnderMethod();

    /// <summary>
    /// Makes up rows of the small classes between a row and one of its nearest neighbors in the class (SMOTE, Chawla et al. 2002). Original rows come first and unchanged.
    /// </summary>
    /// <remarks>
    /// Numbers are interpolated, integers rounded to the nearest; categories and flags take the majority of the neighbors and count in the distance by the median of the standard deviations (SMOTE-NC); a missing category is a level of its own.
    /// Texts, timestamps and all columns that are no features are those of the row it starts from, but for the id, which is missing. Missing or infinite numbers are refused.
    /// A class with no more rows than neighbors takes the neighbors it has; a single row is repeated. Time about the square of a class's rows, less with few columns.
    /// </remarks>
    /// <param name="neighbors">How many neighbors.</param>
    /// <param name="scale">Whether distances are taken on columns divided by their standard deviation, so that no column outweighs the others by its unit; otherwise on the numbers as they are.</param>
    public static RebalanceMethod Smote(int neighbors = 5, bool scale = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        return new SmoteMethod(neighbors, scale);
    }

    /// <summary>The name, for people.</summary>
    internal abstract string Name { get; }

    /// <summary>Whether a weight column is added when there is none.</summary>
    internal virtual bool AddsWeight => false;

    internal abstract Dataset Apply(RebalanceWork work);
}
