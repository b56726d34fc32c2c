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
[JsonDerivedType(typeof(DrawFill), "draw")]
[JsonDerivedType(typeof(NearestFill), "nearest")]
[JsonDerivedType(typeof(ChainedFill), "chained")]
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
    public static ImputeMethod Constant(double value) => new NumberFill(value);

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

    /// <summary>
    /// A value that occurred, drawn by how often it did (by weight when a column has the weight role), so that the spread of the column stays as it is. Rows of equal content get the same value, and a row alone gets what it
    /// gets in a batch: the draw follows from the row and the seed of the fit. Of columns with more than 1,024 different numbers as many evenly spaced quantiles are kept. For numbers and levels; texts take the mode.
    /// </summary>
    public static ImputeMethod Draw { get; } = new DrawFill();

    /// <summary>
    /// Numbers: the mean of the nearest training rows that have the value; levels: their vote, the nearest of several. Rows are compared over the columns that both have (Gower 1971): numbers, integers and moments in standard
    /// deviations, categories and flags 0 or 1; texts are not compared. A row that has nothing in common with any other takes the mean or the mode of the column. For numbers and levels.
    /// </summary>
    /// <remarks>The training rows are kept in the model, and every incomplete row is compared with all of them. Without scaling the answer for numbers is that of scikit-learn's <c>KNNImputer</c>, and moments are not compared.</remarks>
    /// <param name="neighbors">How many rows, at least 1; of fewer that have the value, all.</param>
    /// <param name="byDistance">Whether a row counts by the inverse of its distance; rows at distance 0 then count alone.</param>
    /// <param name="scale">Whether differences of numbers are measured in standard deviations, or as they are.</param>
    /// <param name="donors">How many training rows are kept at most, at least 1, and no more than have 134 million cells; of more, a random choice.</param>
    public static ImputeMethod Nearest(int neighbors = 5, bool byDistance = false, bool scale = true, int donors = 50_000) => new NearestFill(neighbors, byDistance, scale, donors);

    /// <summary>
    /// Every incomplete column is learnt from all others, which begin with the mean or the mode and are replaced by what was learnt, round after round (chained equations, van Buuren and Groothuis-Oudshoorn 2011). The models of the
    /// last round are kept and applied as often to later rows. Numbers stay within what was seen. Columns that are complete at fit, categories of more than 32 levels, texts and moments take the mean, the mode or the median. For numbers and levels.
    /// </summary>
    /// <param name="model">What learns a column.</param>
    /// <param name="rounds">How often all columns are learnt, 1 to 100; fewer when nothing changes any more. Null: 5 for trees, 15 for linear models, which need more where columns all but determine each other.</param>
    public static ImputeMethod Chained(ChainModel model = ChainModel.Trees, int? rounds = null) => new ChainedFill(model, rounds ?? (model == ChainModel.Trees ? 5 : 15));

    internal abstract string Name { get; }

    /// <summary>What the value is called that fills a column where the method itself has nothing to go by.</summary>
    internal virtual string ValueName(bool isNumber) => Name;

    /// <summary>What is wrong with its parameters, one sentence each.</summary>
    internal virtual IEnumerable<string> Problems() => [];

    internal virtual bool IsForNumbers => false;

    internal virtual bool IsForLevels => false;

    /// <summary>The number to fill with.</summary>
    /// <param name="finite">Finite values, at least one, in an order that may be changed.</param>
    /// <param name="weights">Their weights, or empty when all count the same.</param>
    internal virtual double Number(Span<double> finite, Span<double> weights) => throw new NotSupportedException();

    /// <summary>The level to fill with; null for the most frequent.</summary>
    internal virtual string? Level => throw new NotSupportedException();
}
