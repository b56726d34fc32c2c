using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How a category becomes numbers. A level that was not seen at fit counts as missing unless the method says otherwise.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(AutoEncoding), "auto")]
[JsonDerivedType(typeof(OneHotEncoding), "one_hot")]
[JsonDerivedType(typeof(OrdinalEncoding), "ordinal")]
[JsonDerivedType(typeof(TargetEncoding), "target")]
[JsonDerivedType(typeof(HashingEncoding), "hashing")]
[JsonDerivedType(typeof(JamesSteinEncoding), "james_stein")]
[JsonDerivedType(typeof(EvidenceEncoding), "weight_of_evidence")]
[JsonDerivedType(typeof(FrequencyEncoding), "frequency")]
[JsonDerivedType(typeof(HashedNgramsEncoding), "hashed_ngrams")]
public abstract record EncodingMethod
{
    internal const int MostBuckets = 65536, LongestNgram = 10;

    private protected EncodingMethod()
    {
    }

    /// <summary>
    /// One-hot for columns with few levels, the label's mean for the others; one-hot of the most frequent levels where there is no label. A text with more values than <see cref="EncodingOptions.MaxTextLevels"/> becomes a number where three quarters of its values are numbers as people write them (<see cref="Dataset.ParseNumbers"/>, up to 2^53 in size; the median for the others), else <see cref="HashedNgrams"/> with weights
    /// where it is of words that come again in other rows: four or more in the mean, at most 35 % of them new, more letters than digits; into 16 to 128 columns, a power of two of at most an eighth of the rows. Other such texts (names, keys) are left out.
    /// </summary>
    /// <param name="maxOneHotLevels">The most levels, of those that occur, for one-hot.</param>
    public static EncodingMethod Auto(int maxOneHotLevels = 12) => new AutoEncoding(maxOneHotLevels);

    /// <summary>A column <c>NAME=level</c> of 0 and 1 for every level that occurs at fit.</summary>
    /// <param name="minFraction">Levels in a smaller share of the rows go into one column <c>NAME=(rare)</c>.</param>
    /// <param name="maxLevels">The most levels with a column of their own; the least frequent others go into <c>NAME=(rare)</c>.</param>
    /// <param name="missingColumn">Whether a missing value has a column <c>NAME=(missing)</c>; otherwise it is 0 in every column.</param>
    /// <param name="minRows">Levels in fewer rows go into <c>NAME=(rare)</c>.</param>
    /// <param name="unseen">What becomes of a level that was not seen at fit.</param>
    public static EncodingMethod OneHot(double minFraction = 0, int maxLevels = 100, bool missingColumn = false, int minRows = 0, UnseenLevels unseen = UnseenLevels.AsMissing) => new OneHotEncoding(minFraction, maxLevels, missingColumn, minRows, unseen);

    /// <summary>The place of the level in the column's order, from 0; missing stays missing. For ordered levels, and for trees.</summary>
    public static EncodingMethod Ordinal { get; } = new OrdinalEncoding();

    /// <summary>
    /// The mean of the label where the column has the level, drawn towards the overall mean: (sum + smoothing x mean) / (rows + smoothing). Two classes: the share of the last; more: a column
    /// <c>NAME=P(class)</c> for every class but the last. While training, each row gets the mean of rows in other folds, so that its own label never reaches it; of rows in earlier blocks, where a column has the role Time.
    /// </summary>
    /// <param name="smoothing">With how many rows the overall mean counts.</param>
    /// <param name="folds">In how many parts the training rows are cut.</param>
    public static EncodingMethod Target(double smoothing = 10, int folds = 5) => new TargetEncoding(smoothing, folds);

    /// <summary>
    /// As <see cref="Target"/>, with the smoothing that the column itself suggests: the variance of the label within levels over that of the levels' true means, so that means of few rows and of levels that differ by chance are drawn far towards the overall mean
    /// (James and Stein 1961, for groups of unequal size). Where the levels differ by no more than chance all get the overall mean.
    /// </summary>
    /// <param name="folds">In how many parts the training rows are cut.</param>
    public static EncodingMethod JamesStein(int folds = 5) => new JamesSteinEncoding(folds);

    /// <summary>
    /// How much the level speaks for the second of two classes: log((p + a) / (P + 2 a)) - log((n + a) / (N + 2 a)), with the rows p and n of each class in the level and P and N in all. 0 for a value that is missing where none was at fit.
    /// While training, each row gets the evidence of rows in other folds. The report tells the information value of every column. A label of more classes, or a number, is refused (MLO1731).
    /// </summary>
    /// <param name="added">What is added to every count, the <c>a</c> above; above 0.</param>
    /// <param name="folds">In how many parts the training rows are cut.</param>
    public static EncodingMethod WeightOfEvidence(double added = 1, int folds = 5) => new EvidenceEncoding(added, folds);

    /// <summary>How often the level occurs at fit. Missing is how often the column is missing; a level not seen at fit is 0. Levels that are equally frequent become the same number.</summary>
    /// <param name="counts">Whether the number of rows; otherwise their share.</param>
    public static EncodingMethod Frequency(bool counts = false) => new FrequencyEncoding(counts);

    /// <summary>
    /// Texts as counts of their n-grams in small letters, each in the column that its hash picks, <c>NAME=#0</c>, <c>NAME=#1</c>... Takes texts of any length and number of different values; every column is a number for every row, so that memory is 8 bytes a row and bucket.
    /// Nothing but the weights of <paramref name="idf"/> is learnt. Missing and empty texts are 0 in every column.
    /// </summary>
    /// <param name="buckets">How many columns, 1 to 65,536.</param>
    /// <param name="of">Words or characters.</param>
    /// <param name="from">The fewest words or characters in a row.</param>
    /// <param name="to">The most, at most 10.</param>
    /// <param name="idf">Whether columns into which many texts fall count less: by log((1 + texts) / (1 + texts with it)) + 1.</param>
    /// <param name="normalize">Whether each text is scaled to a length (square root of the sum of squares) of 1.</param>
    /// <param name="signed">Whether an n-gram counts 1 or -1 by another bit of its hash, so that collisions cancel on average.</param>
    public static EncodingMethod HashedNgrams(int buckets = 128, NgramKind of = NgramKind.Words, int from = 1, int to = 1, bool idf = false, bool normalize = true, bool signed = true) =>
        new HashedNgramsEncoding(buckets, of, from, to, idf, normalize, signed);

    /// <summary>The level's hash picks one of a number of columns <c>NAME=#0</c>, <c>NAME=#1</c>... and a sign (Weinberger et al. 2009). Nothing is learnt, so levels not seen at fit count too, and texts of any number of levels.</summary>
    /// <param name="buckets">How many columns.</param>
    /// <param name="signed">Whether the entry is 1 or -1 by another bit of the hash, so that collisions cancel on average; otherwise always 1.</param>
    public static EncodingMethod Hashing(int buckets = 32, bool signed = true) => new HashingEncoding(buckets, signed);

    /// <summary>The method itself, for the levels of one column.</summary>
    internal virtual EncodingMethod For(int levels, bool hasLabel) => this;

    /// <summary>The code of a column that is taken as it comes, without levels; null for methods that take levels.</summary>
    internal virtual ColumnCode? LearnWhole(Column column, CancellationToken cancellationToken) => null;

    /// <summary>The code of a text with too many values to be a category; null to leave it out.</summary>
    internal virtual ColumnCode? LearnTexts(TextColumn texts, CancellationToken cancellationToken) => null;

    /// <summary>Learns the code of one column.</summary>
    internal abstract ColumnCode Learn(LevelColumn column, EncodingTarget? target);
}
