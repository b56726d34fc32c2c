using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How a category becomes numbers. A level that was not seen at fit counts as missing.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(AutoEncoding), "auto")]
[JsonDerivedType(typeof(OneHotEncoding), "one_hot")]
[JsonDerivedType(typeof(OrdinalEncoding), "ordinal")]
[JsonDerivedType(typeof(TargetEncoding), "target")]
[JsonDerivedType(typeof(HashingEncoding), "hashing")]
public abstract record EncodingMethod
{
    private protected EncodingMethod()
    {
    }

    /// <summary>One-hot for columns with few levels, the label's mean for the others; one-hot of the most frequent levels where there is no label.</summary>
    /// <param name="maxOneHotLevels">The most levels, of those that occur, for one-hot.</param>
    public static EncodingMethod Auto(int maxOneHotLevels = 12)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxOneHotLevels);
        return new AutoEncoding(maxOneHotLevels);
    }

    /// <summary>A column <c>NAME=level</c> of 0 and 1 for every level that occurs at fit.</summary>
    /// <param name="minFraction">Levels in a smaller share of the rows go into one column <c>NAME=(rare)</c>.</param>
    /// <param name="maxLevels">The most levels with a column of their own; the least frequent others go into <c>NAME=(rare)</c>.</param>
    /// <param name="missingColumn">Whether a missing value has a column <c>NAME=(missing)</c>; otherwise it is 0 in every column.</param>
    public static EncodingMethod OneHot(double minFraction = 0, int maxLevels = 100, bool missingColumn = false)
    {
        if (!(minFraction is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(minFraction), minFraction, "A fraction lies between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLevels, 1);
        return new OneHotEncoding(minFraction, maxLevels, missingColumn);
    }

    /// <summary>The place of the level in the column's order, from 0; missing stays missing. For ordered levels, and for trees.</summary>
    public static EncodingMethod Ordinal { get; } = new OrdinalEncoding();

    /// <summary>
    /// The mean of the label where the column has the level, drawn towards the overall mean: (sum + smoothing x mean) / (rows + smoothing). Two classes: the share of the last; more: a column
    /// <c>NAME=P(class)</c> for every class but the last. While training, each row gets the mean of rows in other folds, so that its own label never reaches it.
    /// </summary>
    /// <param name="smoothing">With how many rows the overall mean counts.</param>
    /// <param name="folds">In how many parts the training rows are cut.</param>
    public static EncodingMethod Target(double smoothing = 10, int folds = 5)
    {
        if (!(smoothing >= 0 && double.IsFinite(smoothing))) throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "Smoothing is finite and at least 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        return new TargetEncoding(smoothing, folds);
    }

    /// <summary>The level's hash picks one of a number of columns <c>NAME=#0</c>, <c>NAME=#1</c>... and a sign (Weinberger et al. 2009). Nothing is learnt, so levels not seen at fit count too, and texts of any number of levels.</summary>
    /// <param name="buckets">How many columns.</param>
    /// <param name="signed">Whether the entry is 1 or -1 by another bit of the hash, so that collisions cancel on average; otherwise always 1.</param>
    public static EncodingMethod Hashing(int buckets = 32, bool signed = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, 65536);
        return new HashingEncoding(buckets, signed);
    }

    /// <summary>The method itself, for the levels of one column.</summary>
    internal virtual EncodingMethod For(int levels, bool hasLabel) => this;

    /// <summary>Learns the code of one column.</summary>
    internal abstract ColumnCode Learn(LevelColumn column, EncodingTarget? target);
}
