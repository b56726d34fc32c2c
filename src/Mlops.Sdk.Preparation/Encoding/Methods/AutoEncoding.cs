namespace Mlops.Sdk;

internal sealed record AutoEncoding(int MaxOneHotLevels) : EncodingMethod
{
    private const int FewestBuckets = 16, MostTextBuckets = 128, RowsABucket = 8, MostValues = 1 << 24;

    public int MaxOneHotLevels { get; init; } = Valid.AtLeast(MaxOneHotLevels, 0, nameof(MaxOneHotLevels));

    internal override EncodingMethod For(int levels, bool hasLabel) => levels > MaxOneHotLevels && hasLabel ? Target() : OneHot();

    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target) => throw new NotSupportedException("The method is chosen for each column.");

    internal override ColumnCode? LearnTexts(TextColumn texts, CancellationToken cancellationToken) =>
        NumberTextCode.Learn(texts) is { } numbers ? numbers : ProseTest.IsProse(texts, cancellationToken) ? HashedNgrams(BucketsFor(texts.Length), idf: true).LearnWhole(texts, cancellationToken) : null;

    // A power of two, so that few rows are not drowned in columns and many rows take at most 128 MiB.
    private static int BucketsFor(int rows)
    {
        int most = Math.Clamp(Math.Min(rows / RowsABucket, MostValues / Math.Max(rows, 1)), FewestBuckets, MostTextBuckets);
        return 1 << System.Numerics.BitOperations.Log2((uint)most);
    }
}
