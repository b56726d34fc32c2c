using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record HashingEncoding(int Buckets, bool Signed) : EncodingMethod
{
    public int Buckets { get; init; } = Valid.Within(Buckets, 1, MostBuckets, nameof(Buckets));

    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target) => throw new NotSupportedException("Columns are hashed as they come.");

    internal override ColumnCode LearnWhole(Column column, CancellationToken cancellationToken) => new HashingCode(column.Name, column.Type, Signed)
    {
        Outputs = HashingCode.OutputsOf(column.Name, Buckets),
    };
}

/// <summary>The hash of the level picks the column and the sign; missing is 0 in all.</summary>
internal sealed record HashingCode(string Name, ColumnType Type, bool Signed) : ColumnCode(Name, Type)
{
    public override string Method => "hashing";

    public override bool UsesLevels => false;

    public override bool IsWhole(int levels) => Outputs.Length > 0;

    public override double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken)
    {
        double[][] outputs = Allocate(Outputs.Length, column.Length);
        if (column is CategoryColumn category)
        {
            ulong[] hashes = [.. category.Levels.Names.Select(name => Hashing.OfString(name))];
            ReadOnlySpan<int> codes = category.Codes;
            for (int row = 0; row < codes.Length; row++)
                if (codes[row] >= 0) Put(outputs, row, hashes[codes[row]]);
        }
        else
        {
            var texts = (TextColumn)column;
            for (int row = 0; row < texts.Length; row++)
                if (!texts.IsMissing(row)) Put(outputs, row, Hashing.OfBytes(texts.GetUtf8(row)));
        }

        return outputs;
    }

    /// <summary>The columns that one becomes whose hashes pick among so many.</summary>
    public static string[] OutputsOf(string name, int buckets) => [.. Enumerable.Range(0, buckets).Select(bucket => string.Create(CultureInfo.InvariantCulture, $"{name}=#{bucket}"))];

    /// <summary>The column that a hash picks, by its lower half.</summary>
    public static int BucketOf(ulong hash, int buckets) => (int)((hash & uint.MaxValue) % (uint)buckets);

    /// <summary>The sign that it picks, by its highest bit.</summary>
    public static bool IsNegative(ulong hash) => hash >> 63 != 0;

    private void Put(double[][] outputs, int row, ulong hash) =>
        outputs[BucketOf(hash, outputs.Length)][row] = Signed && IsNegative(hash) ? -1 : 1;
}
