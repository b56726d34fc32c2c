using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record HashingEncoding(int Buckets, bool Signed) : EncodingMethod
{
    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target) => For(column.Name, column.Type);

    internal HashingCode For(string name, ColumnType type) => new(name, type, Signed)
    {
        Outputs = [.. Enumerable.Range(0, Buckets).Select(bucket => string.Create(CultureInfo.InvariantCulture, $"{name}=#{bucket}"))],
    };
}

/// <summary>The hash of the level picks the column and the sign; missing is 0 in all.</summary>
internal sealed record HashingCode(string Name, ColumnType Type, bool Signed) : ColumnCode(Name, Type)
{
    public override string Method => "hashing";

    public override bool UsesLevels => false;

    public override bool IsWhole(int levels) => Outputs.Length > 0;

    public override double[][] Encode(Column column, CategoryLevels? levels)
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

    private void Put(double[][] outputs, int row, ulong hash) =>
        outputs[(int)((hash & uint.MaxValue) % (uint)outputs.Length)][row] = Signed && hash >> 63 != 0 ? -1 : 1;
}
