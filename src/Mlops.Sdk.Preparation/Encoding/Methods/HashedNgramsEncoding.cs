namespace Mlops.Sdk;

internal sealed record HashedNgramsEncoding(int Buckets, NgramKind Of, int From, int To, bool Idf, bool Normalize, bool Signed) : EncodingMethod
{
    public int Buckets { get; init; } = Valid.Within(Buckets, 1, MostBuckets, nameof(Buckets));

    public NgramKind Of { get; init; } = Valid.Defined(Of, nameof(Of));

    public int From { get; init; } = Valid.Within(From, 1, LongestNgram, nameof(From));

    public int To { get; init; } = Valid.Within(To, From, LongestNgram, nameof(To));

    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target) => throw new NotSupportedException("Texts are hashed as they come.");

    internal override ColumnCode LearnWhole(Column column, CancellationToken cancellationToken)
    {
        var code = new HashedNgramsCode(column.Name, column.Type, Of, From, To, Normalize, Signed)
        {
            Outputs = HashingCode.OutputsOf(column.Name, Buckets),
        };
        return Idf ? code with { Idf = code.LearnIdf(column, cancellationToken) } : code;
    }
}

/// <summary>How often n-grams occur whose hash picks the column, with a sign by another bit of it; weighed by how few texts have them and scaled to length 1 where that is asked for. Missing and empty texts are 0 in all.</summary>
internal sealed record HashedNgramsCode(string Name, ColumnType Type, NgramKind Of, int From, int To, bool Normalize, bool Signed) : ColumnCode(Name, Type)
{
    private const int RowsACheck = 1024;

    /// <summary>The weight of each column; null for none.</summary>
    public double[]? Idf { get; init; }

    public override string Method => "hashed n-grams";

    public override bool UsesLevels => false;

    public override bool IsWhole(int levels) => Outputs.Length is >= 1 and <= EncodingMethod.MostBuckets && Enum.IsDefined(Of) && From >= 1 && To >= From && To <= EncodingMethod.LongestNgram && (Idf is null || (Idf.Length == Outputs.Length && Array.TrueForAll(Idf, double.IsFinite)));

    /// <summary>log((1 + texts) / (1 + texts that fall into the column)) + 1, as scikit-learn smooths it.</summary>
    public double[] LearnIdf(Column column, CancellationToken cancellationToken)
    {
        var with = new double[Outputs.Length];
        int texts = 0;
        Each(column, (_, touched, _) =>
        {
            texts++;
            foreach (int bucket in touched) with[bucket]++;
        }, cancellationToken);
        return Array.ConvertAll(with, count => Math.Log((1.0 + texts) / (1 + count)) + 1);
    }

    public override double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken)
    {
        double[][] outputs = Allocate(Outputs.Length, column.Length);
        Each(column, (row, touched, counts) =>
        {
            double squares = 0;
            foreach (int bucket in touched)
            {
                counts[bucket] *= Idf is null ? 1 : Idf[bucket];
                squares += counts[bucket] * counts[bucket];
            }

            double length = Normalize && squares > 0 ? Math.Sqrt(squares) : 1;
            foreach (int bucket in touched) outputs[bucket][row] = counts[bucket] / length;
        }, cancellationToken);
        return outputs;
    }

    // Calls with the row, the columns that its n-grams fall into, and the counts by column.
    private void Each(Column column, Action<int, List<int>, double[]> use, CancellationToken cancellationToken)
    {
        var counts = new double[Outputs.Length];
        var seen = new bool[Outputs.Length];
        var touched = new List<int>();
        var grams = new NgramReader(Of, From, To);
        for (int row = 0; row < column.Length; row++)
        {
            if (row % RowsACheck == 0) cancellationToken.ThrowIfCancellationRequested();
            if (column.IsMissing(row)) continue;
            foreach (ulong hash in grams.Read(column is TextColumn texts ? texts.GetUtf8(row) : System.Text.Encoding.UTF8.GetBytes(column.GetText(row))))
            {
                int bucket = HashingCode.BucketOf(hash, counts.Length);
                if (!seen[bucket]) touched.Add(bucket);
                seen[bucket] = true;
                counts[bucket] += Signed && HashingCode.IsNegative(hash) ? -1 : 1;
            }

            use(row, touched, counts);
            foreach (int bucket in touched) (counts[bucket], seen[bucket]) = (0, false);
            touched.Clear();
        }
    }
}
